//! `Subscription` is what the arguments of `#[subscribe_message]` say: events and options.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Ident, LitStr, ext::IdentExt};

use crate::{
    arguments::{self, Arguments, Form, Named},
    attributes::{Helper, instead_of_option},
    block::{model::Event, syntax::Method},
    constant::{self, Constant},
    errors::Errors,
    event_literal,
    event_name::{self, EXAMPLE, Sender},
    suggestion,
    values::{Milliseconds, duration},
};

const FALLBACK: &str = "fallback";
const TIMEOUT: &str = "timeout";
const BLOCKING: &str = "blocking";

/// The events and options of one attribute.
#[derive(Default)]
pub(crate) struct Subscription {
    pub(crate) events: Vec<Event>,
    pub(crate) timeout: Option<Milliseconds>,
    pub(crate) is_blocking: bool,
}

/// Accepts `#[subscribe_message]`, `#[subscribe_message("name", events::OTHER)]` and
/// `#[subscribe_message(fallback)]`, each also with `timeout = "5s"` and `blocking`.
pub(crate) fn parse(helper: &Helper, method: &Method, errors: &mut Errors) -> Subscription {
    match Arguments::of(&helper.attribute) {
        Arguments::None => Subscription {
            events: own_name(helper, method, errors).into_iter().collect(),
            ..Subscription::default()
        },
        Arguments::List(list) if list.is_empty() => {
            errors.over(
                helper.tokens(),
                format!(
                    "no event in the parentheses; write `#[subscribe_message({EXAMPLE})]`, or \
                     `#[subscribe_message]` to use the method's name"
                ),
            );
            Subscription::default()
        }
        Arguments::List(list) => subscription(list, helper, method, errors),
        Arguments::Value(value) => {
            let written = value.to_string();
            errors.over(
                value,
                format!("the event stands in parentheses; write `#[subscribe_message({written})]`"),
            );
            Subscription::default()
        }
    }
}

/// Accepts events and options in any order. Without an event, the method's name is the event.
fn subscription(
    list: TokenStream,
    helper: &Helper,
    method: &Method,
    errors: &mut Errors,
) -> Subscription {
    let mut subscription = Subscription::default();
    let (mut has_event, mut has_timeout) = (false, false);
    for argument in arguments::split(list, errors) {
        if !is_option(&argument) {
            has_event = true;
            subscription.events.extend(event(argument, errors));
            continue;
        }
        let Ok(Some(option)) = Named::parse(argument, errors) else {
            continue;
        };
        let name = &option.name;
        if *name == BLOCKING {
            let is_second = std::mem::replace(&mut subscription.is_blocking, true);
            check_blocking(&option, is_second, method, errors);
        } else if *name != TIMEOUT {
            // This was likely meant as an event, so the method's name was not.
            has_event = true;
            errors.at(name.span(), unknown_option(name));
        } else if has_timeout {
            errors.at(
                name.span(),
                format!("option `{name}` is given twice; remove one"),
            );
        } else {
            has_timeout = true;
            subscription.timeout = duration(&option, "5s", errors);
        }
    }
    if !has_event {
        subscription.events.extend(own_name(helper, method, errors));
    }
    subscription
}

/// Reports `blocking` with a value, a second one, and one on an `async fn`.
fn check_blocking(option: &Named, is_second: bool, method: &Method, errors: &mut Errors) {
    let name = &option.name;
    if is_second {
        errors.at(
            name.span(),
            format!("option `{name}` is given twice; remove one"),
        );
    } else if !matches!(option.form, Form::Bare) {
        option.refuse_value(
            format!("`{name}` takes no value; write the word alone"),
            errors,
        );
    } else if method.callable.is_async() {
        errors.at(
            name.span(),
            format!(
                "`{}` is an `async fn`, and `{name}` runs a plain `fn` on a thread where it may block; remove `async`, or \
                 remove `{name}` and leave what blocks to `tokio::task::spawn_blocking`",
                method.name()
            ),
        );
    }
}

/// Whether this is `name = value`, an option without its value, or an attribute of its own.
fn is_option(argument: &TokenStream) -> bool {
    let mut tokens = argument.clone().into_iter();
    let Some(TokenTree::Ident(name)) = tokens.next() else {
        return false;
    };
    match tokens.next() {
        Some(TokenTree::Punct(equals)) if equals.as_char() == '=' => true,
        // A path.
        Some(TokenTree::Punct(colon)) if colon.as_char() == ':' => false,
        _ => name == TIMEOUT || name == BLOCKING || instead_of_option(&name.to_string()).is_some(),
    }
}

fn unknown_option(name: &Ident) -> String {
    if let Some(instead) = instead_of_option(&name.to_string()) {
        return format!("`{name}` {instead}");
    }
    match suggestion::closest(&name.to_string(), &[TIMEOUT, BLOCKING]) {
        Some(meant) => format!("unknown option `{name}`; did you mean `{meant}`?"),
        None => format!(
            "unknown option `{name}`; `#[subscribe_message(..)]` takes events, as in `{EXAMPLE}`, \
             `{TIMEOUT} = \"5s\"`, and `{BLOCKING}`"
        ),
    }
}

/// The method's name as its event. The struct's `rename_all`, which cannot be seen from the block,
/// decides the casing when the app starts.
fn own_name(helper: &Helper, method: &Method, errors: &mut Errors) -> Option<Event> {
    let name = method.name();
    if let Some(problem) = event_name::problem(&name.unraw().to_string(), Sender::Client) {
        errors.at(
            name.span(),
            format!("{problem}, as in `#[subscribe_message({EXAMPLE})]`"),
        );
        return None;
    }
    let last = helper.attribute.path().segments.last()?;
    Some(Event::Method(last.ident.span()))
}

/// Accepts `"name"`, `events::NAME` and `fallback`.
pub(super) fn event(argument: TokenStream, errors: &mut Errors) -> Option<Event> {
    if let Ok(name) = syn::parse2::<LitStr>(argument.clone()) {
        errors.keep(event_literal::check(&name, Sender::Client))?;
        return Some(Event::Named(name));
    }
    if arguments::refuse_surplus(&argument, errors) {
        return None;
    }
    if let Some(constant) = Constant::parse(argument.clone()) {
        return Some(Event::Constant(constant));
    }
    match syn::parse2::<Ident>(argument.clone()) {
        Ok(word) if word == FALLBACK => return Some(Event::Fallback(word.span())),
        Ok(word) if word == "validate" => errors.at(
            word.span(),
            "`validate` marks a body; write `#[message_body(validate)]` on the parameter",
        ),
        Ok(word) => {
            let message = match suggestion::closest(&word.to_string(), &[FALLBACK, BLOCKING]) {
                Some(meant) => format!("unknown word `{word}`; did you mean `{meant}`?"),
                None => format!(
                    "events are written as strings; write `\"{word}\"`, or for a constant its path, as \
                     in `{}`",
                    constant::EXAMPLE
                ),
            };
            errors.at(word.span(), message);
        }
        Err(_) => errors.push(not_a_name(argument)),
    }
    None
}

fn not_a_name(argument: TokenStream) -> syn::Error {
    if let Ok(literal) = syn::parse2::<syn::Lit>(argument.clone()) {
        let written = literal.to_token_stream();
        return syn::Error::new(
            literal.span(),
            format!("`{written}` is no event name; write a string, as in `{EXAMPLE}`"),
        );
    }
    syn::Error::new_spanned(
        argument,
        format!(
            "an event is a string or the path of a constant, as in `{EXAMPLE}` and `{}`",
            constant::EXAMPLE
        ),
    )
}
