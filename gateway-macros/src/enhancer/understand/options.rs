//! `options` reads the arguments of `#[guard]` and its like.

use proc_macro2::TokenStream;
use quote::ToTokens as _;

use crate::{
    arguments::{self, Form, Named},
    callable::{GuardPoint, NOT_BLOCKING},
    enhancer::model::{Kind, Options},
    errors::Errors,
    runtime_path::RuntimePath,
    suggestion,
};

/// A word of `#[subscribe_message]`.
const BLOCKING: &str = "blocking";

/// Accepts `connection` or `message` of a guard, and `crate = path`.
pub(in crate::enhancer) fn options(
    kind: Kind,
    arguments: TokenStream,
    errors: &mut Errors,
) -> Options {
    let mut options = Options {
        runtime: RuntimePath::Default,
        point: GuardPoint::Both,
    };
    for argument in arguments::split(arguments, errors) {
        match Named::parse(argument, errors) {
            Ok(Some(option)) if option.name == "crate" => {
                options.runtime = RuntimePath::parse(&option, errors);
            }
            Ok(Some(option)) if option.name == BLOCKING => refuse_blocking(kind, &option, errors),
            Ok(Some(option)) if kind == Kind::Guard && matches!(option.form, Form::Bare) => {
                set_point(&mut options.point, &option, errors);
            }
            Ok(Some(option)) => refuse_option(kind, option.name.to_token_stream(), errors),
            Ok(None) => {}
            Err(argument) => refuse_option(kind, argument, errors),
        }
    }
    options
}

fn set_point(point: &mut GuardPoint, option: &Named, errors: &mut Errors) {
    let name = option.name.to_string();
    let given = match name.as_str() {
        "connection" => GuardPoint::Connection,
        "message" => GuardPoint::Message,
        _ => {
            let remedy = match suggestion::closest(&name, &["connection", "message"]) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "a guard runs when a client connects and before each message, unless it is marked \
                         `#[guard(connection)]` or `#[guard(message)]`"
                    .to_owned(),
            };
            errors.at(
                option.name.span(),
                format!("unknown word `{name}`; {remedy}"),
            );
            return;
        }
    };
    if *point != GuardPoint::Both {
        errors.at(
            option.name.span(),
            "a guard runs at both without a word, else at one of the two; remove this word",
        );
        return;
    }
    *point = given;
}

/// Reports the word of methods that block: enhancers stand on the way of all messages, where nothing may.
fn refuse_blocking(kind: Kind, option: &Named, errors: &mut Errors) {
    errors.at(
        option.name.span(),
        format!(
            "`#[{}]` takes no `{BLOCKING}`, which belongs to methods with `#[subscribe_message(..)]`; {NOT_BLOCKING}",
            kind.attribute()
        ),
    );
}

fn refuse_option(kind: Kind, place: TokenStream, errors: &mut Errors) {
    let attribute = kind.attribute();
    let message = match kind {
        Kind::Guard => "`#[guard]` takes `connection` or `message`; what the guard needs, it takes as parameters".to_owned(),
        Kind::Filter => {
            "`#[filter]` takes no arguments; the type of its first parameter says what the filter catches".to_owned()
        }
        _ => format!("`#[{attribute}]` takes no arguments; what the function needs, it takes as parameters"),
    };
    errors.over(place, message);
}
