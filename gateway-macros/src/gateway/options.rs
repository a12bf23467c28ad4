//! The options of a gateway: `#[websocket_gateway(namespace = "/chat", emits(ReceiveMessage))]`.

use proc_macro2::{Delimiter, Ident, Literal, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Lit, LitStr, Type};

use super::{
    numbers,
    server::{self, ServerOptions},
    values,
};
use crate::{
    duration,
    entries::{self, Named},
    errors::Errors,
    runtime_path::RuntimePath,
    suggestion,
};

/// The options, in the order in which a user looks for them.
const KNOWN: &[&str] = &[
    "namespace",
    "rename_all",
    "ordering",
    "max_in_flight",
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

/// What was given; the rest is the runtime's to decide.
pub(crate) struct Options {
    pub(crate) runtime: RuntimePath,
    /// With its leading slash.
    pub(crate) namespace: Option<LitStr>,
    /// A variant of the runtime's `RenameAll`.
    pub(crate) rename_all: Option<Ident>,
    /// A variant of the runtime's `Ordering`.
    pub(crate) ordering: Option<Ident>,
    pub(crate) max_in_flight: Option<Literal>,
    /// How long a handler may take, in milliseconds.
    pub(crate) timeout: Option<u64>,
    /// Whether all bodies are validated.
    pub(crate) validate: bool,
    /// Types of the events that the gateway sends.
    pub(crate) emits: Vec<Type>,
    pub(crate) server: ServerOptions,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            runtime: RuntimePath::Default,
            namespace: None,
            rename_all: None,
            ordering: None,
            max_in_flight: None,
            timeout: None,
            validate: false,
            emits: Vec::new(),
            server: ServerOptions::default(),
        }
    }
}

impl Options {
    /// Accepts any number of `name = value` and `name(..)`, in any order, each name once.
    pub(crate) fn parse(arguments: TokenStream, errors: &mut Errors) -> Self {
        let mut options = Self::default();
        let mut seen: Vec<String> = Vec::new();
        for entry in entries::split(arguments, errors) {
            let option = match Named::parse(entry, errors) {
                Ok(Some(option)) => option,
                Ok(None) => continue,
                Err(entry) => {
                    refuse_unnamed(entry, errors);
                    continue;
                }
            };
            let name = option.name.to_string();
            if seen.contains(&name) {
                errors.at(
                    option.name.span(),
                    format!("option `{name}` is given twice; remove one"),
                );
                continue;
            }
            options.set(&name, option, errors);
            seen.push(name);
        }
        options
    }

    fn set(&mut self, name: &str, Named { name: place, form }: Named, errors: &mut Errors) {
        let Self { server, .. } = self;
        match name {
            "namespace" => self.namespace = values::namespace(&place, form, errors),
            "rename_all" => self.rename_all = values::rename_all(&place, form, errors),
            "ordering" => self.ordering = values::ordering(&place, form, errors),
            "max_in_flight" => self.max_in_flight = values::max_in_flight(&place, form, errors),
            "timeout" => self.timeout = duration::parse(&place, form, "5s", errors),
            "validate" => self.validate = values::bare(&place, form, errors),
            "emits" => self.emits = values::emits(&place, form, errors),
            "port" => server.port = numbers::port(&place, form, errors),
            "path" => server.path = server::path(&place, form, errors),
            "transports" => server.transports = server::transports(&place, form, errors),
            "cors" => server.cors = server::cors(&place, form, errors),
            "ping_interval" => server.ping_interval = duration::parse(&place, form, "25s", errors),
            "ping_timeout" => server.ping_timeout = duration::parse(&place, form, "20s", errors),
            "connect_timeout" => {
                server.connect_timeout = duration::parse(&place, form, "45s", errors);
            }
            "max_payload" => server.max_payload = values::max_payload(&place, form, errors),
            "max_attachments" => {
                server.max_attachments = values::max_attachments(&place, form, errors);
            }
            "max_buffer_size" => {
                server.max_buffer_size = values::max_buffer_size(&place, form, errors);
            }
            "crate" => self.runtime = RuntimePath::parse(&place, form, errors),
            _ => refuse(name, place.span(), errors),
        }
    }
}

/// A name that is no option.
fn refuse(name: &str, place: Span, errors: &mut Errors) {
    if let Some(remedy) = server::elsewhere(name) {
        errors.at(place, format!("unknown option `{name}`; {remedy}"));
    } else if let Some(meant) = suggestion::closest(name, KNOWN) {
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

/// A value without a name, as NestJS takes the port.
fn refuse_unnamed(entry: TokenStream, errors: &mut Errors) {
    if let Some(TokenTree::Group(group)) = entry.clone().into_iter().next()
        && group.delimiter() == Delimiter::Brace
    {
        errors.at(
            group.span_open(),
            "options stand without braces, as in `namespace = \"/chat\"`",
        );
        return;
    }
    match syn::parse2::<Lit>(entry.clone()) {
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
            first(entry),
            format!(
                "expected an option; the options are {}",
                suggestion::list(KNOWN)
            ),
        ),
    }
}

fn first(entry: TokenStream) -> TokenStream {
    entry
        .into_iter()
        .next()
        .map(TokenTree::into_token_stream)
        .unwrap_or_default()
}
