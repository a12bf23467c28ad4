//! How clients may connect: `transports(websocket, polling)`.

use proc_macro2::{Ident, TokenStream};
use syn::LitStr;

use super::strings::strings;
use crate::{
    entries::{self, Form, Named},
    errors::Errors,
    gateway::values,
    suggestion,
};

/// The words, with the variants of the runtime's `Transport`.
const TRANSPORTS: &[(&str, &str)] = &[("websocket", "Websocket"), ("polling", "Polling")];

/// Accepts `transports(websocket)`, `transports(polling)` and both, in any order.
pub(crate) fn transports(name: &Ident, form: Form, errors: &mut Errors) -> Option<Vec<Ident>> {
    let list = match form {
        Form::List(list) => list,
        form => {
            refuse_form(name, form, errors);
            return None;
        }
    };
    let before = errors.count();
    let mut variants: Vec<Ident> = Vec::new();
    for entry in entries::split(list, errors) {
        let Some((word, variant)) = transport(entry, errors) else {
            continue;
        };
        if variants.contains(&variant) {
            errors.at(
                word.span(),
                format!("`{word}` is in `{name}` twice; remove one"),
            );
        } else {
            variants.push(variant);
        }
    }
    if variants.is_empty() && errors.count() == before {
        errors.at(
            name.span(),
            format!(
                "`{name}` has none, so that nobody could connect; write \
                 `{name}(websocket, polling)`, one of them, or remove it"
            ),
        );
    }
    (errors.count() == before).then_some(variants)
}

/// One word, with its variant.
fn transport(entry: TokenStream, errors: &mut Errors) -> Option<(Ident, Ident)> {
    let (word, form) = match Named::parse(entry, errors) {
        Ok(Some(Named { name, form })) => (name, form),
        Ok(None) => return None,
        Err(entry) => {
            let known = syn::parse2::<LitStr>(entry.clone())
                .ok()
                .map(|literal| literal.value())
                .filter(|value| variant(value).is_some());
            errors.over(
                entry,
                match known {
                    Some(word) => format!("transports are words; write `{word}` without quotes"),
                    None => format!("expected a transport; they are {}", list()),
                },
            );
            return None;
        }
    };
    let written = word.to_string();
    if let Some(variant) = variant(&written) {
        let variant = Ident::new(variant, word.span());
        return values::bare(&word, form, errors).then_some((word, variant));
    }
    let words: Vec<&str> = TRANSPORTS.iter().map(|(word, _)| *word).collect();
    let remedy = match suggestion::closest(&written, &words) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("the transports are {}", list()),
    };
    errors.at(
        word.span(),
        format!("unknown transport `{written}`; {remedy}"),
    );
    None
}

/// `transports`, or `transports = ["websocket"]` as in NestJS.
fn refuse_form(name: &Ident, form: Form, errors: &mut Errors) {
    let written = match &form {
        Form::Value(value) => strings(value).unwrap_or_default(),
        _ => Vec::new(),
    };
    let words: Vec<String> = written.iter().map(LitStr::value).collect();
    let words = if words.is_empty() || words.iter().any(|word| variant(word).is_none()) {
        "websocket, polling".to_owned()
    } else {
        words.join(", ")
    };
    errors.over(
        form.place(name),
        format!("`{name}` takes words in parentheses; write `{name}({words})`"),
    );
}

fn variant(word: &str) -> Option<&'static str> {
    TRANSPORTS
        .iter()
        .find(|(known, _)| *known == word)
        .map(|(_, variant)| *variant)
}

fn list() -> String {
    let words: Vec<&str> = TRANSPORTS.iter().map(|(word, _)| *word).collect();
    suggestion::list(&words)
}
