//! `transports` reads how clients may connect: `transports(websocket, polling)`.

use proc_macro2::{Ident, TokenStream};
use syn::LitStr;

use crate::{
    arguments::{self, Form, Named},
    errors::Errors,
    suggestion,
    values::{flag, strings},
};

/// The words, with the variants of the runtime's `Transport`.
const TRANSPORTS: &[(&str, &str)] = &[("websocket", "Websocket"), ("polling", "Polling")];

/// Accepts `transports(websocket)`, `transports(polling)` and both, in any order.
pub(super) fn transports(option: &Named, errors: &mut Errors) -> Option<Vec<Ident>> {
    let Form::List(list) = &option.form else {
        refuse_form(option, errors);
        return None;
    };
    let name = &option.name;
    let before = errors.count();
    let mut variants: Vec<Ident> = Vec::new();
    for argument in arguments::split(list.clone(), errors) {
        let Some((word, variant)) = transport(argument, errors) else {
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

/// The word and its variant, or a report of what is wrong with the word.
fn transport(argument: TokenStream, errors: &mut Errors) -> Option<(Ident, Ident)> {
    let option = match Named::parse(argument, errors) {
        Ok(Some(option)) => option,
        Ok(None) => return None,
        Err(argument) => {
            let known = syn::parse2::<LitStr>(argument.clone())
                .ok()
                .map(|literal| literal.value())
                .filter(|value| variant(value).is_some());
            errors.over(
                argument,
                match known {
                    Some(word) => format!("transports are words; write `{word}` without quotes"),
                    None => format!("expected a transport; they are {}", list()),
                },
            );
            return None;
        }
    };
    let word = &option.name;
    let written = word.to_string();
    if let Some(variant) = variant(&written) {
        let variant = Ident::new(variant, word.span());
        return flag(&option, errors).then(|| (word.clone(), variant));
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

/// Reports `transports`, or `transports = ["websocket"]` as in NestJS.
fn refuse_form(option: &Named, errors: &mut Errors) {
    let name = &option.name;
    let written = match &option.form {
        Form::Value(value) => strings(value).unwrap_or_default(),
        _ => Vec::new(),
    };
    let words: Vec<String> = written.iter().map(LitStr::value).collect();
    let words = if words.is_empty() || words.iter().any(|word| variant(word).is_none()) {
        "websocket, polling".to_owned()
    } else {
        words.join(", ")
    };
    option.refuse_value(
        format!("`{name}` takes words in parentheses; write `{name}({words})`"),
        errors,
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
