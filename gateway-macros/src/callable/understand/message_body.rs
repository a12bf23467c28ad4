//! `parse` reads the arguments of `#[message_body]`: a key, `validate` or `unchecked`, and a pipe.

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
const UNCHECKED: &str = "unchecked";
const PIPE: &str = "pipe";

/// Accepts `#[message_body]` and `#[message_body("key", validate, pipe = name)]`, all in any order and each at
/// most once; `unchecked` may stand in the place of `validate`.
pub(super) fn parse(helper: &Helper, errors: &mut Errors) -> Body {
    const EXPECTED: &str = "`#[message_body(..)]` takes one key, as in `#[message_body(\"name\")]`; \
                            for the whole body write `#[message_body]`";
    let mut body = Body::default();
    let mut marked = None;
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
        } else if let Some(word) = [VALIDATE, UNCHECKED]
            .into_iter()
            .find(|word| begins_with(word, &argument))
        {
            let validation = validation(word, argument.clone(), errors);
            match marked.replace(word) {
                None => {}
                Some(before) if before == word => {
                    errors.over(argument, format!("`{word}` is written twice; remove one"));
                }
                Some(before) => errors.over(
                    argument,
                    format!("`{before}` and `{word}` contradict each other; remove one"),
                ),
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

/// Accepts `validate`, `validate = true` and `unchecked`.
fn validation(word: &str, argument: TokenStream, errors: &mut Errors) -> Validation {
    let meant = if word == VALIDATE {
        Validation::Always
    } else {
        Validation::Never
    };
    let Ok(Some(named)) = Named::parse(argument.clone(), errors) else {
        return meant;
    };
    let value = match &named.form {
        Form::Bare => return meant,
        Form::Value(value) => syn::parse2::<LitBool>(value.clone()).ok(),
        Form::List(_) => None,
    };
    match value {
        Some(value) if word == VALIDATE && value.value => {}
        Some(_) if word == VALIDATE => {
            errors.over(
                argument,
                "a body that is not validated is `unchecked`; write `unchecked` for `validate = false`",
            );
            return Validation::Never;
        }
        _ => named.refuse_value(
            format!("`{word}` stands alone: write `{word}`, or remove it"),
            errors,
        ),
    }
    meant
}

/// The message about an argument that begins with a word.
fn unknown_word(argument: &TokenStream) -> Option<String> {
    let mut tokens = argument.clone().into_iter();
    let Some(TokenTree::Ident(word)) = tokens.next() else {
        return None;
    };
    if let Some(meant) = suggestion::closest(&word.to_string(), &[VALIDATE, UNCHECKED, PIPE]) {
        Some(format!("unknown word `{word}`; did you mean `{meant}`?"))
    } else if tokens.next().is_none() {
        Some(format!(
            "the key is written as a string; write `#[message_body(\"{word}\")]`"
        ))
    } else {
        None
    }
}
