//! `Helper` is one of our attributes on a part of the user's item: a field, a method, a parameter.
//! This file lists the attributes, and `take` removes them from the item.

mod meant;
mod options;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, LitStr, Meta};

use crate::{arguments::Arguments, errors::Errors};

use meant::{AMBIGUOUS, Meant, meant};
pub(crate) use options::instead_of_option;

pub(crate) const WEBSOCKET_GATEWAY: &str = "websocket_gateway";

pub(crate) const WEBSOCKET_SERVER: &str = "websocket_server";
pub(crate) const INJECT: &str = "inject";
pub(crate) const DEFAULT: &str = "default";

pub(crate) const SUBSCRIBE_MESSAGE: &str = "subscribe_message";
pub(crate) const ON_GATEWAY_INIT: &str = "on_gateway_init";
pub(crate) const ON_GATEWAY_CONNECTION: &str = "on_gateway_connection";
pub(crate) const ON_GATEWAY_DISCONNECT: &str = "on_gateway_disconnect";
pub(crate) const ON_SERVER_EVENT: &str = "on_server_event";
pub(crate) const ON_GATEWAY_SHUTDOWN: &str = "on_gateway_shutdown";
pub(crate) const INTERVAL: &str = "interval";
pub(crate) const ON_EVENT: &str = "on_event";

pub(crate) const MESSAGE_BODY: &str = "message_body";
pub(crate) const CONNECTED_SOCKET: &str = "connected_socket";
pub(crate) const ACK: &str = "ack";
pub(crate) const HANDSHAKE_AUTH: &str = "handshake_auth";
pub(crate) const PARAM: &str = "param";
pub(crate) const GUARDED: &str = "guarded";
pub(crate) const PER_CONNECTION: &str = "per_connection";

pub(crate) const GUARD: &str = "guard";
pub(crate) const INTERCEPTOR: &str = "interceptor";
pub(crate) const FILTER: &str = "filter";
pub(crate) const PIPE: &str = "pipe";

pub(crate) const ENHANCERS: &str = "enhancers";

pub(crate) const USE_GUARDS: &str = "use_guards";
pub(crate) const USE_INTERCEPTORS: &str = "use_interceptors";
pub(crate) const USE_FILTERS: &str = "use_filters";
pub(crate) const USE_ENHANCERS: &str = "use_enhancers";
pub(crate) const SET_METADATA: &str = "set_metadata";
pub(crate) const THROTTLE: &str = "throttle";

/// The attributes of fields.
pub(crate) const ON_FIELDS: &[&str] = &[WEBSOCKET_SERVER, INJECT, DEFAULT];

/// The attributes of methods.
pub(crate) const ON_METHODS: &[&str] = &[
    SUBSCRIBE_MESSAGE,
    ON_GATEWAY_INIT,
    ON_GATEWAY_CONNECTION,
    ON_GATEWAY_DISCONNECT,
    ON_SERVER_EVENT,
    ON_GATEWAY_SHUTDOWN,
    INTERVAL,
    ON_EVENT,
];

/// The attributes of parameters.
pub(crate) const ON_PARAMETERS: &[&str] = &[
    MESSAGE_BODY,
    CONNECTED_SOCKET,
    ACK,
    HANDSHAKE_AUTH,
    PARAM,
    INJECT,
    GUARDED,
    PER_CONNECTION,
];

/// The attributes that make an enhancer of a function.
pub(crate) const ON_FUNCTIONS: &[&str] = &[GUARD, INTERCEPTOR, FILTER, PIPE];

/// The attributes of structs and methods that put something around methods.
pub(crate) const ENHANCING: &[&str] = &[
    USE_GUARDS,
    USE_INTERCEPTORS,
    USE_FILTERS,
    USE_ENHANCERS,
    SET_METADATA,
    THROTTLE,
];

/// Every attribute that means something to us in a block or beside a function, in its place or not.
pub(crate) const HELPERS: &[&[&str]] = &[
    ON_METHODS,
    ON_PARAMETERS,
    ENHANCING,
    ON_FUNCTIONS,
    &[WEBSOCKET_GATEWAY, WEBSOCKET_SERVER],
];

/// Where an attribute stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// On a struct or a block.
    Item,
    /// On an item in a block.
    Method,
    /// On a function outside of a block.
    Function,
    Parameter,
    Field,
}

/// One of our attributes, taken from the user's item.
pub(crate) struct Helper {
    pub(crate) name: &'static str,
    pub(crate) attribute: Attribute,
    spelling: Spelling,
}

/// How an attribute is written.
enum Spelling {
    /// By its name.
    Known,
    /// Inside a `cfg_attr`, where its arguments cannot be seen.
    Hidden,
    /// By a name that does not exist and resembles this one.
    Unknown,
    /// By a name that exists in NestJS alone, with what to do instead.
    Foreign(&'static str),
}

/// Splits `attributes`, which stand at `place`, into those that stay on the item and those of ours
/// that are called one of `names`, or were meant to be.
pub(crate) fn take(
    attributes: &mut Vec<Attribute>,
    place: Place,
    names: &[&[&'static str]],
) -> Vec<Helper> {
    let mut helpers = Vec::new();
    for attribute in std::mem::take(attributes) {
        let found = name_of(&attribute, names)
            .map(|name| (name, Spelling::Known))
            .or_else(|| hidden_name(&attribute, names).map(|name| (name, Spelling::Hidden)))
            .or_else(|| unknown_name(&attribute, place));
        match found {
            Some((name, spelling)) => helpers.push(Helper {
                name,
                attribute,
                spelling,
            }),
            None => attributes.push(attribute),
        }
    }
    helpers
}

/// The name that the path of `attribute` ends with, if it is one of `names`: a helper may be
/// written `#[gateway_runtime::subscribe_message]`.
fn name_of(attribute: &Attribute, names: &[&[&'static str]]) -> Option<&'static str> {
    let last = attribute.path().segments.last()?;
    names
        .iter()
        .copied()
        .flatten()
        .copied()
        .find(|name| last.ident == name)
}

/// The helper that a `cfg_attr` would add. The compiler decides about a `cfg_attr` after our
/// expansion, so we cannot act on the helper.
fn hidden_name(attribute: &Attribute, names: &[&[&'static str]]) -> Option<&'static str> {
    let Meta::List(list) = &attribute.meta else {
        return None;
    };
    if !attribute.path().is_ident("cfg_attr") {
        return None;
    }
    // What stands before the first comma is the condition.
    let mut added = list
        .tokens
        .clone()
        .into_iter()
        .skip_while(|token| !is_comma(token));
    added.find_map(|token| match token {
        TokenTree::Ident(ident) => names
            .iter()
            .copied()
            .flatten()
            .copied()
            .find(|name| ident == name),
        _ => None,
    })
}

/// The attribute that may be meant by one that does not exist. A path of several segments is
/// somebody else's.
fn unknown_name(attribute: &Attribute, place: Place) -> Option<(&'static str, Spelling)> {
    let written = attribute.path().get_ident()?.to_string();
    if written == AMBIGUOUS && !has_text(attribute) {
        return None;
    }
    Some(match meant(without_marker(&written), place)? {
        Meant::Attribute(name) => (name, Spelling::Unknown),
        Meant::Remedy(name, remedy) => (name, Spelling::Foreign(remedy)),
    })
}

/// Whether the attribute has one text, as in `#[interval("1s")]`. Other crates write a time as a number or as a `Duration`.
fn has_text(attribute: &Attribute) -> bool {
    match Arguments::of(attribute) {
        Arguments::List(argument) | Arguments::Value(argument) => {
            syn::parse2::<LitStr>(argument).is_ok()
        }
        Arguments::None => false,
    }
}

/// Whether an attribute called `written` is one of ours that was misspelt, and so is taken from the
/// item.
pub(crate) fn is_misspelt(written: &str, place: Place) -> bool {
    let meant = meant(without_marker(written), place);
    matches!(meant, Some(Meant::Attribute(_)))
}

/// What the user has written so far of a name that rust-analyzer is to complete: it expands the item
/// once as it is, and once with this marker at the cursor, and both have to be taken alike.
fn without_marker(written: &str) -> &str {
    written.strip_suffix("intellijRulezz").unwrap_or(written)
}

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',')
}

impl Helper {
    /// `` `#[ack]` ``, for messages.
    pub(crate) fn quoted(&self) -> String {
        format!("`#[{}]`", self.name)
    }

    /// What the attribute marks, for messages.
    pub(crate) fn home(&self) -> &'static str {
        match self.name {
            WEBSOCKET_GATEWAY => "a struct or an `impl` block",
            INJECT => "a field or a parameter",
            name if ON_METHODS.contains(&name) => "a method",
            name if ON_PARAMETERS.contains(&name) => "a parameter",
            name if ENHANCING.contains(&name) => "a gateway's struct or a subscribed method",
            _ => "a field",
        }
    }

    /// Reports that the attribute means nothing here, unless its spelling was reported.
    pub(crate) fn refuse_place(&self, errors: &mut Errors) {
        let use_instead = match self.name {
            GUARD => USE_GUARDS,
            INTERCEPTOR => USE_INTERCEPTORS,
            FILTER => USE_FILTERS,
            PIPE => {
                let remedy = "marks a function; to use it, write `#[message_body(pipe = name)]` on a parameter";
                return self.refuse_with(remedy, errors);
            }
            _ => return self.refuse_with(&format!("marks {}; move it there", self.home()), errors),
        };
        let remedy =
            format!("marks a function; to put one around this, write `#[{use_instead}(..)]`");
        self.refuse_with(&remedy, errors);
    }

    /// Reports the attribute with a message of its quoted name and `remedy`, unless its spelling
    /// was reported.
    pub(crate) fn refuse_with(&self, remedy: &str, errors: &mut Errors) {
        if !matches!(self.spelling, Spelling::Known) {
            return;
        }
        errors.over(self.tokens(), format!("{} {remedy}", self.quoted()));
    }

    /// The whole attribute, which messages point at.
    pub(crate) fn tokens(&self) -> TokenStream {
        self.attribute.to_token_stream()
    }

    /// Reports how the attribute is written, if that is a mistake.
    pub(crate) fn check_spelling(&self, errors: &mut Errors) {
        let written = self.attribute.path().to_token_stream();
        let problem = match &self.spelling {
            Spelling::Known => return,
            Spelling::Hidden => format!(
                "{} inside `cfg_attr` cannot be seen; write it directly, on two versions under \
                 `#[cfg]`",
                self.quoted()
            ),
            Spelling::Unknown => {
                format!(
                    "unknown attribute `#[{written}]`; did you mean {}?",
                    self.quoted()
                )
            }
            Spelling::Foreign(remedy) => format!("unknown attribute `#[{written}]`; {remedy}"),
        };
        errors.over(self.tokens(), problem);
    }

    /// Whether the attribute's arguments can be read, so that their mistakes are reported too.
    pub(crate) fn is_readable(&self) -> bool {
        matches!(self.spelling, Spelling::Known | Spelling::Unknown)
    }

    /// Whether the attribute puts something around methods.
    pub(crate) fn is_enhancing(&self) -> bool {
        ENHANCING.contains(&self.name)
    }

    pub(crate) fn refuse_arguments(&self, errors: &mut Errors) {
        self.refuse_arguments_since("", errors);
    }

    /// Refuses arguments with a reason, which begins with a comma.
    pub(crate) fn refuse_arguments_since(&self, reason: &str, errors: &mut Errors) {
        if let Arguments::List(surplus) | Arguments::Value(surplus) = Arguments::of(&self.attribute)
        {
            let tokens = if surplus.is_empty() {
                self.tokens()
            } else {
                surplus
            };
            let attribute = self.quoted();
            errors.over(
                tokens,
                format!("{attribute} takes no arguments{reason}; remove them"),
            );
        }
    }
}

/// The attributes that decide whether an item exists; what is printed for the item must stand under
/// the same attributes.
pub(crate) fn cfgs(attributes: &[Attribute]) -> Vec<&Attribute> {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("cfg"))
        .collect()
}

/// The documentation among the attributes of an item, as attributes: `#[doc = ".."]`, and not `#[doc(hidden)]`.
pub(crate) fn docs(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attributes.iter().filter(|attribute| {
        attribute.path().is_ident("doc") && matches!(attribute.meta, Meta::NameValue(_))
    })
}
