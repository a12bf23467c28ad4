//! `cors` reads which pages may connect: `cors(origin = "https://example.com", credentials)`.

use proc_macro2::{Ident, TokenStream};
use syn::{Lit, LitStr};

use super::origin;
use crate::{
    arguments::{Form, Named, each_option},
    errors::Errors,
    gateway::model::Cors,
    suggestion,
    values::{flag, strings},
};

/// The options of `cors`.
const KNOWN: &[&str] = &["origin", "credentials"];

/// Options that `cors` has on Node, with what holds here instead.
const ALWAYS: &[(&str, &str)] = &[
    ("methods", "clients need GET and POST, which are allowed"),
    (
        "allowedHeaders",
        "the headers that a client sends are allowed",
    ),
    ("exposedHeaders", "clients read no headers"),
    ("maxAge", "browsers decide how long they keep the answer"),
    ("preflightContinue", "the app answers preflight requests"),
    ("optionsSuccessStatus", "the app answers preflight requests"),
];

/// The options of `cors` that were given so far.
#[derive(Default)]
struct Given {
    origins: Option<Vec<LitStr>>,
    /// The word, for reports of a contradiction.
    credentials: Option<Ident>,
}

/// Accepts `cors(origin = "..")` and `cors(origin = ["..", ".."])`, with or without `credentials`.
pub(super) fn cors(option: &Named, errors: &mut Errors) -> Option<Cors> {
    let Form::List(list) = &option.form else {
        refuse_form(option, errors);
        return None;
    };
    let name = &option.name;
    let before = errors.count();
    let given = given(list.clone(), errors);
    // After another mistake, this may be what was meant.
    let Some(origins) = given.origins else {
        if errors.count() == before {
            errors.at(
                name.span(),
                format!(
                    "`{name}` names no `origin`; write `{name}(origin = \"*\")` for all of them, \
                     or name yours"
                ),
            );
        }
        return None;
    };
    if let Some(credentials) = &given.credentials
        && origins.iter().any(|origin| origin.value() == "*")
    {
        errors.at(
            credentials.span(),
            "browsers refuse `credentials` with `*`; NestJS's `origin: true`, which lets every page \
             act as the user, is not offered: name the origins, as in \
             `origin = \"https://example.com\"` or `origin = \"https://*.example.com\"`, or remove \
             `credentials`",
        );
        return None;
    }
    Some(Cors {
        origins,
        credentials: given.credentials.is_some(),
    })
}

fn given(list: TokenStream, errors: &mut Errors) -> Given {
    let mut given = Given::default();
    each_option(list, errors, refuse_unnamed, |option, errors| {
        let word = &option.name;
        if word == "origin" {
            given.origins = origins(option, errors);
        } else if word == "credentials" {
            given.credentials = flag(option, errors).then(|| word.clone());
        } else {
            refuse(word, errors);
        }
    });
    given
}

/// Accepts `origin = ".."` and `origin = ["..", ".."]`.
fn origins(option: &Named, errors: &mut Errors) -> Option<Vec<LitStr>> {
    let word = &option.name;
    let origins = match &option.form {
        Form::Value(value) => strings(value),
        _ => None,
    };
    let Some(origins) = origins else {
        let problem = if is_true(option) {
            format!(
                "NestJS's `{word}: true`, which lets every page act as the user, is not offered; name \
                 the origins, as in `{word} = \"https://example.com\"` or \
                 `{word} = \"https://*.example.com\"`, or write `{word} = \"*\"` without `credentials`"
            )
        } else if is_closure(option) {
            format!(
                "`{word}` takes no function; write `{word} = \"https://*.example.com\"` for the \
                 subdomains of a domain, or remove `cors` and give the function to `Cors::matching` \
                 on the app's builder: `.cors(Cors::matching(|origin| ..))`"
            )
        } else {
            format!(
                "`{word}` takes a string or several in brackets, as in \
                 `{word} = \"https://example.com\"`"
            )
        };
        option.refuse_value(problem, errors);
        return None;
    };
    if origins.is_empty() {
        option.refuse_value(
            format!("`{word}` has none; name one, or remove `cors`"),
            errors,
        );
        return None;
    }
    let before = errors.count();
    let mut known: Vec<String> = Vec::new();
    for origin in &origins {
        let value = origin.value();
        if let Some(problem) = origin::problem(&value) {
            errors.at(origin.span(), problem);
        } else if value == "*" && origins.len() > 1 {
            errors.at(
                origin.span(),
                "`*` is any origin; write `origin = \"*\"` alone, or remove it here",
            );
        } else if known.contains(&value) {
            errors.at(
                origin.span(),
                format!("`{value}` is in `{word}` twice; remove one"),
            );
        }
        known.push(value);
    }
    (errors.count() == before).then_some(origins)
}

/// Whether this is `origin = true`, by which Node answers every origin with its own name.
fn is_true(option: &Named) -> bool {
    matches!(&option.form, Form::Value(value) if value.to_string() == "true")
}

/// Whether this is `origin = |origin| ..`, a function as Node takes one.
fn is_closure(option: &Named) -> bool {
    matches!(&option.form, Form::Value(value) if value.to_string().contains('|'))
}

/// Reports `cors`, or `cors = true` as in NestJS.
fn refuse_form(option: &Named, errors: &mut Errors) {
    let name = &option.name;
    let written = match &option.form {
        Form::Value(value) => strings(value).unwrap_or_default(),
        _ => Vec::new(),
    };
    let written: Vec<String> = written
        .iter()
        .map(|origin| origin.token().to_string())
        .collect();
    let message = match written.as_slice() {
        [] => format!(
            "`{name}` names the origins that may connect; write `{name}(origin = \"*\")` for all \
             of them, or remove it"
        ),
        [origin] => format!("`{name}` has options; write `{name}(origin = {origin})`"),
        origins => format!(
            "`{name}` has options; write `{name}(origin = [{}])`",
            origins.join(", ")
        ),
    };
    option.refuse_value(message, errors);
}

fn refuse(word: &Ident, errors: &mut Errors) {
    let written = word.to_string();
    let is_written = |(known, _): &&(&str, &str)| suggestion::is_same(&written, known);
    let remedy = if let Some((_, remedy)) = ALWAYS.iter().find(is_written) {
        format!("remove it: {remedy}")
    } else if let Some(meant) = suggestion::closest(&written, KNOWN) {
        format!("did you mean `{meant}`?")
    } else {
        format!("the options are {}", suggestion::list(KNOWN))
    };
    errors.at(
        word.span(),
        format!("unknown option `{word}` of `cors`; {remedy}"),
    );
}

fn refuse_unnamed(argument: TokenStream, errors: &mut Errors) {
    let message = match syn::parse2(argument.clone()) {
        Ok(Lit::Str(origin)) => {
            format!("options have names; write `origin = {}`", origin.token())
        }
        _ => format!(
            "expected an option of `cors`; they are {}",
            suggestion::list(KNOWN)
        ),
    };
    errors.over(argument, message);
}
