//! `parse` reads the arguments of `#[message_body]`: a key, `validate` or `validate = false`, and a pipe.

use proc_macro2::{TokenStream, TokenTree};
use syn::{LitBool, LitStr, TypePath};

use crate::{
    arguments::{self, Arguments, Form, Named},
    attributes::Helper,
    callable::{Body, Validation},
    errors::Errors,
    suggestion,
};

const VALIDATE: &str = "validate";
const PIPE: &str = "pipe";

/// Accepts `#[message_body]` and `#[message_body("key", validate, pipe = name)]`, all in any order and each at
/// most once.
pub(super) fn parse(helper: &Helper, errors: &mut Errors) -> Body {
    const EXPECTED: &str = "`#[message_body(..)]` takes one key, as in `#[message_body(\"name\")]`; \
                            for the whole body write `#[message_body]`";
    let mut body = Body::default();
    let list = match Arguments::of(&helper.attribute) {
        Arguments::None => return body,
        Arguments::List(list) => list,
        Arguments::Value(value) => {
            let written = value.to_string();
            errors.over(
                value,
                format!("the key stands in parentheses; write `#[message_body({written})]`"),
            );
            return body;
        }
    };
    if list.is_empty() {
        errors.over(helper.tokens(), EXPECTED);
    }
    for argument in arguments::split(list, errors) {
        if let Ok(key) = syn::parse2::<LitStr>(argument.clone()) {
            if body.key.is_some() {
                errors.over(argument, EXPECTED);
            }
            body.key.get_or_insert(key);
        } else if begins_with(VALIDATE, &argument) {
            let validation = validation(argument.clone(), errors);
            if body.validation != Validation::AsGateway {
                errors.over(argument, "`validate` is written twice; remove one");
            }
            body.validation = validation;
        } else if begins_with(PIPE, &argument) {
            if body.pipe.is_some() {
                errors.over(
                    argument.clone(),
                    "`pipe` is written twice; let one pipe call the other",
                );
            }
            body.pipe = pipe(argument, errors);
        } else if !arguments::refuse_surplus(&argument, errors) {
            let message = unknown_word(&argument).unwrap_or_else(|| EXPECTED.to_owned());
            errors.over(argument, message);
        }
    }
    body
}

fn begins_with(name: &str, argument: &TokenStream) -> bool {
    let first = argument.clone().into_iter().next();
    matches!(first, Some(TokenTree::Ident(word)) if word == name)
}

/// Accepts `pipe = name` with the name of a function marked `#[pipe]`.
fn pipe(argument: TokenStream, errors: &mut Errors) -> Option<TypePath> {
    let named = Named::parse(argument, errors).ok()??;
    if let Form::Value(value) = &named.form
        && let Ok(path) = syn::parse2(value.clone())
    {
        return Some(path);
    }
    named.refuse_value(
        "`pipe` takes the name of a function marked `#[pipe]`, as in `pipe = order`",
        errors,
    );
    None
}

/// Accepts `validate`, `validate = true` and `validate = false`.
fn validation(argument: TokenStream, errors: &mut Errors) -> Validation {
    let Ok(Some(named)) = Named::parse(argument, errors) else {
        return Validation::Always;
    };
    let value = match &named.form {
        Form::Bare => return Validation::Always,
        Form::Value(value) => syn::parse2::<LitBool>(value.clone()).ok(),
        Form::List(_) => None,
    };
    match value {
        Some(value) if value.value => Validation::Always,
        Some(_) => Validation::Never,
        None => {
            named.refuse_value(
                "`validate` takes `true` or `false`, as in `validate = false`; alone it is `true`",
                errors,
            );
            Validation::Always
        }
    }
}

/// The message about an argument that begins with a word.
fn unknown_word(argument: &TokenStream) -> Option<String> {
    let mut tokens = argument.clone().into_iter();
    let Some(TokenTree::Ident(word)) = tokens.next() else {
        return None;
    };
    if let Some(meant) = suggestion::closest(&word.to_string(), &[VALIDATE, PIPE]) {
        Some(format!("unknown word `{word}`; did you mean `{meant}`?"))
    } else if tokens.next().is_none() {
        Some(format!(
            "the key is written as a string; write `#[message_body(\"{word}\")]`"
        ))
    } else {
        None
    }
}
