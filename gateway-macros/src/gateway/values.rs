//! The values of the options, one function each. They return what to print, or report what is
//! expected.

use proc_macro2::{Ident, Literal};
use quote::ToTokens;
use syn::{LitStr, Token, Type, parse::Parser, punctuated::Punctuated};

use super::numbers;
use crate::{
    entries::{Form, string},
    errors::Errors,
    namespace, suggestion,
};

/// What most options take, for messages.
const TEXT: &str = "a string";

/// Spellings of `rename_all`, which are serde's, with the variants of the runtime's `RenameAll`.
const CASES: &[(&str, &str)] = &[
    ("lowercase", "LowerCase"),
    ("UPPERCASE", "UpperCase"),
    ("PascalCase", "PascalCase"),
    ("camelCase", "CamelCase"),
    ("snake_case", "SnakeCase"),
    ("SCREAMING_SNAKE_CASE", "ScreamingSnakeCase"),
    ("kebab-case", "KebabCase"),
    ("SCREAMING-KEBAB-CASE", "ScreamingKebabCase"),
];

/// Spellings of `ordering`, with the variants of the runtime's `Ordering`.
const ORDERINGS: &[(&str, &str)] = &[("start", "Start"), ("sequential", "Sequential")];

/// Accepts `namespace = "/chat"` and `namespace = "chat"`, which are the same, and parameters:
/// `namespace = "chat/{room}"`.
pub(crate) fn namespace(name: &Ident, form: Form, errors: &mut Errors) -> Option<LitStr> {
    let literal = string(name, form, TEXT, "/chat", errors)?;
    let value = literal.value();
    if let Some(message) = namespace::problem(&value) {
        errors.at(literal.span(), message);
        return None;
    }
    let slash = if value.starts_with('/') { "" } else { "/" };
    Some(LitStr::new(&format!("{slash}{value}"), literal.span()))
}

/// Accepts `rename_all = "kebab-case"` and serde's other cases.
pub(crate) fn rename_all(name: &Ident, form: Form, errors: &mut Errors) -> Option<Ident> {
    choice(name, form, CASES, "kebab-case", errors)
}

/// Accepts `ordering = "start"` and `ordering = "sequential"`.
pub(crate) fn ordering(name: &Ident, form: Form, errors: &mut Errors) -> Option<Ident> {
    choice(name, form, ORDERINGS, "sequential", errors)
}

/// Accepts `max_in_flight = 64`: a whole number from 1.
pub(crate) fn max_in_flight(name: &Ident, form: Form, errors: &mut Errors) -> Option<Literal> {
    numbers::limit(name, form, "64", "no message could be handled", errors)
}

/// Accepts `max_payload = 1_000_000`: bytes, from 1.
pub(crate) fn max_payload(name: &Ident, form: Form, errors: &mut Errors) -> Option<Literal> {
    let at_zero = "every message would be too long";
    numbers::limit(name, form, "1_000_000", at_zero, errors)
}

/// Accepts `max_attachments = 100`: attachments, from 1.
pub(crate) fn max_attachments(name: &Ident, form: Form, errors: &mut Errors) -> Option<Literal> {
    let at_zero = "no message could have binary data";
    numbers::limit(name, form, "100", at_zero, errors)
}

/// Accepts `max_buffer_size = 4_096`: packets, from 1.
pub(crate) fn max_buffer_size(name: &Ident, form: Form, errors: &mut Errors) -> Option<Literal> {
    numbers::limit(name, form, "4_096", "nothing could be sent", errors)
}

/// Accepts a word that stands alone, as `validate`.
pub(crate) fn bare(name: &Ident, form: Form, errors: &mut Errors) -> bool {
    let is_bare = matches!(form, Form::Bare);
    if !is_bare {
        errors.over(
            form.place(name),
            format!("`{name}` stands alone: write `{name}`, or remove it"),
        );
    }
    is_bare
}

/// Accepts `emits(Type, path::Type, ..)`.
pub(crate) fn emits(name: &Ident, form: Form, errors: &mut Errors) -> Vec<Type> {
    const EXPECTED: &str =
        "`emits` takes types that derive `ServerEvent`, as in `emits(ReceiveMessage)`";
    let list = match form {
        Form::List(list) => list,
        form => {
            errors.over(form.place(name), EXPECTED);
            return Vec::new();
        }
    };
    let mut types: Vec<Type> = Vec::new();
    let Ok(parsed) = Punctuated::<Type, Token![,]>::parse_terminated.parse2(list.clone()) else {
        errors.over(list, EXPECTED);
        return types;
    };
    for ty in parsed {
        let tokens = ty.to_token_stream();
        // Two implementations for one type would be an error that names neither.
        if types
            .iter()
            .any(|known| known.to_token_stream().to_string() == tokens.to_string())
        {
            let written = tokens.to_string().replace(' ', "");
            errors.over(
                tokens,
                format!("`{written}` is in `emits` twice; remove one"),
            );
        } else {
            types.push(ty);
        }
    }
    types
}

/// A string out of `choices`, as the variant beside it.
fn choice(
    name: &Ident,
    form: Form,
    choices: &[(&str, &str)],
    example: &str,
    errors: &mut Errors,
) -> Option<Ident> {
    let literal = string(name, form, TEXT, example, errors)?;
    let value = literal.value();
    if let Some((_, variant)) = choices.iter().find(|(spelling, _)| *spelling == value) {
        return Some(Ident::new(variant, literal.span()));
    }
    let spellings: Vec<&str> = choices.iter().map(|(spelling, _)| *spelling).collect();
    let remedy = match suggestion::closest(&value, &spellings) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("the values are {}", suggestion::list(&spellings)),
    };
    errors.at(
        literal.span(),
        format!("unknown value `{value}` of `{name}`; {remedy}"),
    );
    None
}
