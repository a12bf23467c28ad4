//! `Block` is what the user meant by an `impl` block: its handlers and hooks, without what is
//! wrong.

use proc_macro2::{Ident, Span};
use syn::{Attribute, LitStr, Type};

use super::syntax::Method;
use crate::{
    attributes,
    callable::{HookKind, Parameter},
    constant::Constant,
    enhancer_list::EnhancerList,
    runtime_path::RuntimePath,
    values::Milliseconds,
};

pub(crate) struct Block<'a> {
    pub(crate) runtime: &'a RuntimePath,
    /// The type of the gateway.
    pub(crate) gateway: &'a Type,
    pub(crate) handlers: Vec<Handler<'a>>,
    pub(crate) hooks: Vec<Hook<'a>>,
    pub(crate) wrong: Vec<Wrong<'a>>,
}

/// A method with a mistake. Of such a method only its constants are printed, so that the compiler looks at them in the
/// same build.
pub(crate) struct Wrong<'a> {
    pub(crate) method: &'a Method,
    /// The names of its events that are constants.
    pub(crate) constants: Vec<Constant>,
}

/// A method that takes messages.
pub(crate) struct Handler<'a> {
    pub(crate) method: &'a Method,
    pub(crate) events: Vec<Event>,
    /// How long the method may take, if the subscription says so; else the gateway's timeout holds.
    pub(crate) timeout: Option<Milliseconds>,
    /// Whether the method is marked `blocking`, and runs on a thread where it may block.
    pub(crate) is_blocking: bool,
    pub(crate) parameters: Vec<Parameter<'a>>,
    /// What stands around the method.
    pub(crate) enhancers: EnhancerList,
    /// Whether something in the handler was reported. Such a handler can still clash with others,
    /// but is not printed.
    pub(crate) is_wrong: bool,
}

/// An event that a handler subscribes to.
pub(crate) enum Event {
    /// `#[subscribe_message("name")]`
    Named(LitStr),
    /// `#[subscribe_message(events::NAME)]`
    Constant(Constant),
    /// `#[subscribe_message]`, with the place of the attribute: the method's name, cased when the
    /// app starts.
    Method(Span),
    /// `#[subscribe_message(fallback)]`, with the place of the word.
    Fallback(Span),
}

/// An event that another server sends.
pub(crate) enum ServerEvent {
    /// `#[on_server_event("name")]`
    Named(LitStr),
    /// `#[on_server_event(events::NAME)]`
    Constant(Constant),
}

/// A method that takes part in the life of the gateway or of a connection, a timer, or a listener.
pub(crate) struct Hook<'a> {
    pub(crate) method: &'a Method,
    pub(crate) kind: HookKind,
    /// The event of another server, of a listener of such events.
    pub(crate) server_event: Option<ServerEvent>,
    /// How often a timer runs.
    pub(crate) every: Option<Milliseconds>,
    pub(crate) parameters: Vec<Parameter<'a>>,
    /// Whether something in the hook was reported, as in a handler.
    pub(crate) is_wrong: bool,
}

impl Block<'_> {
    /// Moves the methods with mistakes to [`wrong`](Self::wrong).
    pub(crate) fn set_wrong_apart(&mut self) {
        let handlers = self.handlers.extract_if(.., |handler| handler.is_wrong);
        self.wrong.extend(handlers.map(|handler| {
            let events = handler.events.into_iter();
            let constants = events.filter_map(|event| match event {
                Event::Constant(constant) => Some(constant),
                _ => None,
            });
            Wrong {
                method: handler.method,
                constants: constants.collect(),
            }
        }));
        let hooks = self.hooks.extract_if(.., |hook| hook.is_wrong);
        self.wrong.extend(hooks.map(|hook| {
            let constants = match hook.server_event {
                Some(ServerEvent::Constant(constant)) => vec![constant],
                _ => Vec::new(),
            };
            Wrong {
                method: hook.method,
                constants,
            }
        }));
    }
}

impl Event {
    /// Where clashes of this event are reported.
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Named(name) => name.span(),
            Self::Constant(constant) => constant.span(),
            Self::Method(span) | Self::Fallback(span) => *span,
        }
    }
}

impl Hook<'_> {
    /// The type of the event that a listener listens for.
    pub(crate) fn event(&self) -> Option<&Type> {
        let event = self
            .parameters
            .iter()
            .find(|parameter| parameter.is_subject());
        event.map(|parameter| parameter.ty)
    }
}

impl Handler<'_> {
    /// Whether the method answers through an `Ack`, so that what the method returns is no answer.
    pub(crate) fn answers_by_hand(&self) -> bool {
        self.parameters.iter().any(Parameter::is_ack)
    }

    /// Whether the method is called in a future: an `async fn`, one behind a pipe, or one on another thread.
    pub(crate) fn is_later(&self) -> bool {
        let mut pipes = self.parameters.iter().filter_map(Parameter::pipe);
        self.method.callable.is_async() || self.is_blocking || pipes.next().is_some()
    }
}

impl Method {
    pub(crate) fn name(&self) -> &Ident {
        self.callable.name()
    }

    pub(crate) fn cfgs(&self) -> Vec<&Attribute> {
        attributes::cfgs(&self.attributes)
    }
}
