//! `Block` is what the user meant by an `impl` block: its handlers and hooks, without what is
//! wrong.

use proc_macro2::{Ident, Span};
use syn::{Attribute, FnArg, LitStr, ReceiverKind, Type, ext::IdentExt, spanned::Spanned};

use super::syntax::Method;
use crate::{
    attributes::{
        self, ON_GATEWAY_CONNECTION, ON_GATEWAY_DISCONNECT, ON_GATEWAY_INIT, SUBSCRIBE_MESSAGE,
    },
    runtime_path::RuntimePath,
    types,
    values::Milliseconds,
};

pub(crate) struct Block<'a> {
    pub(crate) runtime: &'a RuntimePath,
    /// The type of the gateway.
    pub(crate) gateway: &'a Type,
    pub(crate) handlers: Vec<Handler<'a>>,
    pub(crate) hooks: Vec<Hook<'a>>,
}

/// A method that takes messages.
pub(crate) struct Handler<'a> {
    pub(crate) method: &'a Method,
    pub(crate) events: Vec<Event>,
    /// How long the method may take, if the subscription says so; else the gateway's timeout holds.
    pub(crate) timeout: Option<Milliseconds>,
    pub(crate) parameters: Vec<Parameter<'a>>,
    /// Whether something in the handler was reported. Such a handler can still clash with others,
    /// but is not printed.
    pub(crate) is_wrong: bool,
}

/// An event that a handler subscribes to.
pub(crate) enum Event {
    /// `#[subscribe_message("name")]`
    Named(LitStr),
    /// `#[subscribe_message]`, with the place of the attribute: the method's name, cased when the
    /// app starts.
    Method(Span),
    /// `#[subscribe_message(fallback)]`, with the place of the word.
    Fallback(Span),
}

/// A method that takes part in the life of the gateway or of a connection.
pub(crate) struct Hook<'a> {
    pub(crate) method: &'a Method,
    pub(crate) kind: HookKind,
    pub(crate) parameters: Vec<Parameter<'a>>,
    /// Whether something in the hook was reported, as in a handler.
    pub(crate) is_wrong: bool,
}

/// What a method is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Handler,
    Hook(HookKind),
}

/// When a hook is called.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum HookKind {
    Init,
    Connection,
    Disconnect,
}

/// A parameter after `self`.
pub(crate) struct Parameter<'a> {
    pub(crate) ty: &'a Type,
    pub(crate) source: Source,
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
}

/// Whether a body is validated.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Validation {
    /// No word of it: as the gateway says.
    #[default]
    AsGateway,
    /// `validate` or `validate = true`
    Always,
    /// `validate = false`
    Never,
}

impl Role {
    /// The role that a method's attribute gives, if it gives one.
    pub(crate) fn of(attribute: &str) -> Option<Self> {
        Some(match attribute {
            SUBSCRIBE_MESSAGE => Self::Handler,
            ON_GATEWAY_INIT => Self::Hook(HookKind::Init),
            ON_GATEWAY_CONNECTION => Self::Hook(HookKind::Connection),
            ON_GATEWAY_DISCONNECT => Self::Hook(HookKind::Disconnect),
            _ => return None,
        })
    }

    /// The role with its article, for messages.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Handler => "a handler",
            Self::Hook(HookKind::Init) => "an init hook",
            Self::Hook(HookKind::Connection) => "a connection hook",
            Self::Hook(HookKind::Disconnect) => "a disconnect hook",
        }
    }
}

impl HookKind {
    /// What the runtime calls this kind.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Init => "init",
            Self::Connection => "connection",
            Self::Disconnect => "disconnect",
        }
    }
}

impl Event {
    /// Where clashes of this event are reported.
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Named(name) => name.span(),
            Self::Method(span) | Self::Fallback(span) => *span,
        }
    }
}

impl Handler<'_> {
    /// Whether the method answers through an `Ack`, so that what the method returns is no answer.
    pub(crate) fn answers_by_hand(&self) -> bool {
        self.parameters.iter().any(Parameter::is_ack)
    }

    /// Whether the method has a body of which the gateway decides if it is validated.
    pub(crate) fn has_unmarked_body(&self) -> bool {
        let is_unmarked = |parameter: &Parameter<'_>| matches!(&parameter.source, Source::Body(body) if body.validation == Validation::AsGateway);
        self.parameters.iter().any(is_unmarked)
    }
}

impl Parameter<'_> {
    pub(crate) fn is_body(&self) -> bool {
        matches!(self.source, Source::Body(_))
    }

    /// Whether the parameter is a body that takes the next argument of the message.
    pub(crate) fn is_argument(&self) -> bool {
        matches!(&self.source, Source::Body(body) if body.key.is_none())
    }

    pub(crate) fn is_ack(&self) -> bool {
        matches!(self.source, Source::Ack) || types::is_named(self.ty, "Ack")
    }
}

impl Method {
    pub(crate) fn name(&self) -> &Ident {
        &self.signature.ident
    }

    /// The method's name as a string at `span`, without `r#`.
    pub(crate) fn name_literal(&self, span: Span) -> LitStr {
        LitStr::new(&self.name().unraw().to_string(), span)
    }

    /// Whether the method is called with an `Arc` of the gateway, and not with a reference.
    pub(crate) fn takes_arc(&self) -> bool {
        match self.signature.inputs.first() {
            Some(FnArg::Receiver(receiver)) => matches!(&receiver.kind,
                ReceiverKind::Typed(_, ty) if types::named_with_arguments(ty, &["Arc"]).is_some()),
            _ => false,
        }
    }

    pub(crate) fn is_async(&self) -> bool {
        self.signature.asyncness.is_some()
    }

    /// Where errors about what the method returns are reported.
    pub(crate) fn output_span(&self) -> Span {
        types::returned(&self.signature.output).map_or_else(|| self.name().span(), Spanned::span)
    }

    /// Where a future of the method's call is reported that cannot move between threads: at the
    /// method's own `async`, which is also where an editor may explain the printed one.
    pub(crate) fn future_span(&self) -> Span {
        match &self.signature.asyncness {
            Some(keyword) => keyword.span(),
            None => self.signature.fn_token.span(),
        }
    }

    pub(crate) fn cfgs(&self) -> Vec<&Attribute> {
        attributes::cfgs(&self.attributes)
    }
}
