//! `options` reads the options of a gateway:
//! `#[websocket_gateway(namespace = "/chat", emits(ReceiveMessage))]`.
//!
//! What may stand after an option's name is read by `values` if it is of a common kind, and by a
//! file beside this one if the option has rules of its own.

mod cors;
mod emits;
mod namespace;
mod origin;
mod origin_pattern;
mod path;
mod renamed_options;
mod transports;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Lit;

use crate::{
    arguments::{Form, Named, each_option},
    attributes::instead_of_option,
    errors::Errors,
    gateway::model::Options,
    runtime_path::RuntimePath,
    suggestion,
    values::{choice, duration, flag, limit, port, switch},
};

use cors::cors;
use emits::emits;
use namespace::namespace;
use path::path;
use transports::transports;

/// The options, in the order in which a user looks for them.
pub(crate) const KNOWN: &[&str] = &[
    "namespace",
    "rename_all",
    "ordering",
    "max_in_flight",
    "ignore_unknown_events",
    "timeout",
    "validate",
    "emits",
    "port",
    "path",
    "transports",
    "cors",
    "ping_interval",
    "ping_timeout",
    "connect_timeout",
    "max_payload",
    "max_attachments",
    "max_buffer_size",
    "crate",
];

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

/// Accepts any number of `name = value` and `name(..)`, in any order, each name once.
pub(crate) fn options(arguments: TokenStream, errors: &mut Errors) -> Options {
    let mut options = Options::default();
    each_option(arguments, errors, refuse_unnamed, |option, errors| {
        set(&mut options, option, errors);
    });
    options
}

fn set(options: &mut Options, option: &Named, errors: &mut Errors) {
    let Options { server, .. } = options;
    match option.name.to_string().as_str() {
        "namespace" => options.namespace = namespace(option, errors),
        "rename_all" => options.rename_all = choice(option, CASES, "kebab-case", errors),
        "ordering" => options.ordering = choice(option, ORDERINGS, "sequential", errors),
        "max_in_flight" => {
            let at_zero = "no message could be handled";
            options.max_in_flight = limit(option, "64", at_zero, errors);
        }
        "ignore_unknown_events" => options.ignore_unknown_events = switch(option, errors),
        "timeout" => options.timeout = duration(option, "5s", errors),
        "validate" => options.validate = validate(option, errors),
        "emits" => options.emits = emits(option, errors),
        "port" => server.port = port(option, errors),
        "path" => server.path = path(option, errors),
        "transports" => server.transports = transports(option, errors),
        "cors" => server.cors = cors(option, errors),
        "ping_interval" => server.ping_interval = duration(option, "25s", errors),
        "ping_timeout" => server.ping_timeout = duration(option, "20s", errors),
        "connect_timeout" => server.connect_timeout = duration(option, "45s", errors),
        "max_payload" => {
            let at_zero = "every message would be too long";
            server.max_payload = limit(option, "1_000_000", at_zero, errors);
        }
        "max_attachments" => {
            let at_zero = "no message could have binary data";
            server.max_attachments = limit(option, "100", at_zero, errors);
        }
        "max_buffer_size" => {
            let at_zero = "nothing could be sent";
            server.max_buffer_size = limit(option, "4_096", at_zero, errors);
        }
        "crate" => options.runtime = RuntimePath::parse(option, errors),
        _ => refuse(&option.name, errors),
    }
}

/// Accepts `validate`.
fn validate(option: &Named, errors: &mut Errors) -> bool {
    if matches!(&option.form, Form::Value(value) if value.to_string() == "false") {
        option.refuse_value(
            "a body that is not to be validated is marked `#[message_body(unchecked)]`; remove `validate` here".to_owned(),
            errors,
        );
        return false;
    }
    flag(option, errors)
}

/// Reports a name that is no option.
fn refuse(name: &Ident, errors: &mut Errors) {
    let place = name.span();
    let name = name.to_string();
    if let Some(instead) = instead_of_option(&name) {
        errors.at(place, format!("`{name}` {instead}"));
    } else if let Some(remedy) = renamed_options::remedy(&name) {
        errors.at(place, format!("unknown option `{name}`; {remedy}"));
    } else if let Some(meant) = suggestion::closest(&name, KNOWN) {
        errors.at(
            place,
            format!("unknown option `{name}`; did you mean `{meant}`?"),
        );
    } else {
        errors.at(
            place,
            format!(
                "unknown option `{name}`; the options are {}",
                suggestion::list(KNOWN)
            ),
        );
    }
}

/// Reports a value without a name, which is how NestJS takes the port.
fn refuse_unnamed(argument: TokenStream, errors: &mut Errors) {
    if let Some(TokenTree::Group(group)) = argument.clone().into_iter().next()
        && group.delimiter() == Delimiter::Brace
    {
        errors.at(
            group.span_open(),
            "options stand without braces, as in `namespace = \"/chat\"`",
        );
        return;
    }
    match syn::parse2::<Lit>(argument.clone()) {
        Ok(Lit::Int(port)) => {
            errors.at(
                port.span(),
                format!("options have names; write `port = {port}`"),
            );
        }
        Ok(Lit::Str(value)) => {
            errors.at(
                value.span(),
                format!("options have names; write `namespace = {}`", value.token()),
            );
        }
        _ => errors.over(
            first(argument),
            format!(
                "expected an option; the options are {}",
                suggestion::list(KNOWN)
            ),
        ),
    }
}

fn first(argument: TokenStream) -> TokenStream {
    argument
        .into_iter()
        .next()
        .map(TokenTree::into_token_stream)
        .unwrap_or_default()
}
