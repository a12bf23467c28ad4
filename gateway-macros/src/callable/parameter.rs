//! `Parameter` is a parameter of a function, with the source of its value.

use syn::{LitStr, Type, TypePath};

use crate::types;

/// A parameter after `self`.
pub(crate) struct Parameter<'a> {
    pub(crate) ty: &'a Type,
    pub(crate) source: Source,
    /// The parameter's name without `r#`, for the contract; empty for a pattern.
    pub(crate) name: String,
}

/// Where a parameter's value comes from.
pub(crate) enum Source {
    /// `#[message_body(..)]`
    Body(Body),
    /// `#[connected_socket]`
    ConnectedSocket,
    /// `#[ack]`
    Ack,
    /// `#[handshake_auth]`
    HandshakeAuth,
    /// `#[param]`, with the name of the namespace's parameter.
    Param(LitStr),
    /// `#[inject]`
    Provider,
    /// `#[guarded]`
    Guarded(GivenBy),
    /// `#[per_connection]`
    PerConnection,
    /// What the function is there for: see [`Role::is_subject`](super::Role::is_subject).
    Subject,
    /// No attribute, and a type `Server<..>`: the namespace of the gateway.
    Server,
    /// No attribute: the type is an extractor.
    Type,
}

/// The arguments of `#[message_body(..)]`.
#[derive(Default)]
pub(crate) struct Body {
    /// `"key"`: a field of the message's first argument. Without a key, the body is the next
    /// argument.
    pub(crate) key: Option<LitStr>,
    pub(crate) validation: Validation,
    /// `pipe = name`
    pub(crate) pipe: Option<TypePath>,
}

/// Which guards give the value of a parameter.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum GivenBy {
    /// `#[guarded]`: those in front of the method, which the compiler knows.
    Listed,
    /// `#[guarded(global)]`: one of the app.
    Global,
}

/// Whether a body is validated.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Validation {
    /// No word of it: as the gateway says, or else if the type has rules.
    #[default]
    AsGateway,
    /// `validate` or `validate = true`
    Always,
    /// `unchecked`
    Never,
}

impl Parameter<'_> {
    pub(crate) fn is_body(&self) -> bool {
        matches!(self.source, Source::Body(_))
    }

    /// The pipe that the parameter's value comes through.
    pub(crate) fn pipe(&self) -> Option<&TypePath> {
        match &self.source {
            Source::Body(body) => body.pipe.as_ref(),
            _ => None,
        }
    }

    pub(crate) fn is_subject(&self) -> bool {
        matches!(self.source, Source::Subject)
    }

    /// Whether the parameter is a body that takes the next argument of the message.
    pub(crate) fn is_argument(&self) -> bool {
        matches!(&self.source, Source::Body(body) if body.key.is_none())
    }

    /// Whether the gateway decides if the parameter is validated.
    pub(crate) fn is_unmarked_body(&self) -> bool {
        matches!(&self.source, Source::Body(body) if body.validation == Validation::AsGateway)
    }

    pub(crate) fn is_ack(&self) -> bool {
        matches!(self.source, Source::Ack) || types::is_named(self.ty, "Ack")
    }
}
