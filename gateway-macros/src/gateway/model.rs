//! `Gateway` is what the user meant by a gateway's struct.

use proc_macro2::{Ident, Literal};
use syn::{Attribute, LitStr, Type};

use crate::{
    constant::Constant, enhancer_list::EnhancerList, fields::Field, runtime_path::RuntimePath,
    values::Milliseconds,
};

/// A struct that can be made by the app.
pub(crate) struct Gateway<'a> {
    pub(crate) name: &'a Ident,
    pub(crate) options: &'a Options,
    pub(crate) fields: Vec<Field>,
    /// What stands around all methods.
    pub(crate) enhancers: EnhancerList,
    /// The attributes of the struct that remain.
    pub(crate) attributes: &'a [Attribute],
}

/// The options that were given; the rest is the runtime's to decide.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) runtime: RuntimePath,
    pub(crate) namespace: Option<Namespace>,
    /// A variant of the runtime's `RenameAll`.
    pub(crate) rename_all: Option<Ident>,
    /// A variant of the runtime's `Ordering`.
    pub(crate) ordering: Option<Ident>,
    pub(crate) max_in_flight: Option<Literal>,
    /// Whether an event that nobody handles is ignored.
    pub(crate) ignore_unknown_events: Option<bool>,
    /// How long a handler may take.
    pub(crate) timeout: Option<Milliseconds>,
    /// Whether all bodies are validated.
    pub(crate) validate: bool,
    /// The events that the gateway sends.
    pub(crate) emits: Vec<Emitted>,
    pub(crate) server: ServerOptions,
}

/// An event that a gateway sends.
pub(crate) enum Emitted {
    /// `Type`, an event by its type.
    Typed(Type),
    /// `"name" = Type`, an event that is emitted by its name: for the contract alone.
    Named(LitStr, Type),
}

/// The namespace that a gateway serves.
pub(crate) enum Namespace {
    /// With its leading slash.
    Literal(LitStr),
    /// With or without its leading slash.
    Constant(Constant),
}

/// The options about the server that the gateway is on.
///
/// A server may have several gateways, of which each says a part; the runtime puts the parts
/// together.
#[derive(Default)]
pub(crate) struct ServerOptions {
    pub(crate) port: Option<Literal>,
    /// With its leading slash and without one at its end.
    pub(crate) path: Option<LitStr>,
    /// Variants of the runtime's `Transport`.
    pub(crate) transports: Option<Vec<Ident>>,
    pub(crate) cors: Option<Cors>,
    pub(crate) ping_interval: Option<Milliseconds>,
    pub(crate) ping_timeout: Option<Milliseconds>,
    pub(crate) connect_timeout: Option<Milliseconds>,
    /// In bytes.
    pub(crate) max_payload: Option<Literal>,
    /// In attachments.
    pub(crate) max_attachments: Option<Literal>,
    /// In packets.
    pub(crate) max_buffer_size: Option<Literal>,
}

/// The pages that may connect.
pub(crate) struct Cors {
    /// At least one; `"*"` is alone.
    pub(crate) origins: Vec<LitStr>,
    pub(crate) credentials: bool,
}
