//! `Role` is what a function is called for, which decides about the parameters that it can have.

use syn::Type;

use crate::{
    attributes::{
        INTERVAL, ON_EVENT, ON_GATEWAY_CONNECTION, ON_GATEWAY_DISCONNECT, ON_GATEWAY_INIT,
        ON_GATEWAY_SHUTDOWN, ON_SERVER_EVENT, SUBSCRIBE_MESSAGE,
    },
    types,
};

/// What a function is called for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Handler,
    Hook(HookKind),
    Guard(GuardPoint),
    Interceptor,
    Filter,
    Pipe,
}

/// What a listener takes by its type beside its event.
const FROM_APP: &[&str] = &["Server", "Inject"];

/// When a guard is called.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum GuardPoint {
    /// `#[guard]`: when a client connects, and before each message.
    Both,
    /// `#[guard(connection)]`
    Connection,
    /// `#[guard(message)]`
    Message,
}

/// When a hook is called, or another method that answers no message.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum HookKind {
    Init,
    Connection,
    Disconnect,
    /// When another server has emitted an event.
    ServerEvent,
    Shutdown,
    /// At an interval: a timer.
    Interval,
    /// For an event of the app: a listener.
    Event,
}

impl Role {
    /// The role that a method's attribute gives, if it gives one.
    pub(crate) fn of(attribute: &str) -> Option<Self> {
        Some(match attribute {
            SUBSCRIBE_MESSAGE => Self::Handler,
            ON_GATEWAY_INIT => Self::Hook(HookKind::Init),
            ON_GATEWAY_CONNECTION => Self::Hook(HookKind::Connection),
            ON_GATEWAY_DISCONNECT => Self::Hook(HookKind::Disconnect),
            ON_SERVER_EVENT => Self::Hook(HookKind::ServerEvent),
            ON_GATEWAY_SHUTDOWN => Self::Hook(HookKind::Shutdown),
            INTERVAL => Self::Hook(HookKind::Interval),
            ON_EVENT => Self::Hook(HookKind::Event),
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
            Self::Hook(HookKind::ServerEvent) => "a listener of server events",
            Self::Hook(HookKind::Shutdown) => "a shutdown hook",
            Self::Hook(HookKind::Interval) => "a timer",
            Self::Hook(HookKind::Event) => "a listener",
            Self::Guard(_) => "a guard",
            Self::Interceptor => "an interceptor",
            Self::Filter => "a filter",
            Self::Pipe => "a pipe",
        }
    }

    /// Whether this is a method of a gateway.
    pub(crate) fn is_method(self) -> bool {
        matches!(self, Self::Handler | Self::Hook(_))
    }

    /// Whether a parameter of such a function is what the function is there for, and not taken from
    /// its surroundings: the error of a filter, the value of a pipe, the `Next` of an interceptor, the event
    /// of a listener, which no attribute marks.
    pub(crate) fn is_subject(self, index: usize, ty: &Type, is_marked: bool) -> bool {
        match self {
            Self::Hook(HookKind::Event) => {
                !is_marked && !FROM_APP.iter().any(|name| types::is_named(ty, name))
            }
            Self::Filter | Self::Pipe => index == 0,
            Self::Interceptor => types::is_named(ty, "Next"),
            _ => false,
        }
    }
}

impl HookKind {
    /// Whether no client is there when the method is called.
    pub(crate) fn is_without_client(self) -> bool {
        !matches!(self, Self::Connection | Self::Disconnect)
    }

    /// What the runtime calls this kind.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Init => "init",
            Self::Connection => "connection",
            Self::Disconnect => "disconnect",
            Self::ServerEvent => "server_event",
            Self::Shutdown => "shutdown",
            Self::Interval => "interval",
            Self::Event => "event",
        }
    }
}
