//! `ErrorPolicy` is what the app decides about errors: how errors reach clients, and what they say.

use std::{fmt, sync::Arc};

use super::Session;
use crate::{error::WsError, panics::called, protocol::RawSocket};

/// How a client is told of an error: see
/// [`error_delivery`](crate::GatewayAppBuilder::error_delivery).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(
    feature = "contract",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
#[non_exhaustive]
pub enum ErrorDelivery {
    /// As the acknowledgement if the client waits for one, else as the event `exception`.
    #[default]
    AcknowledgementElseException,
    /// Always as the event `exception`, as in NestJS. A client that asked for an acknowledgement gets none.
    Exception,
    /// As the event `exception`, and as the acknowledgement too if the client waits for one.
    Both,
}

/// What `cause` holds in an error: see [`error_cause`](crate::GatewayAppBuilder::error_cause).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(
    feature = "contract",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
#[non_exhaustive]
pub enum ErrorCause {
    /// There is no `cause`.
    None,
    /// `{ pattern }`: the event's name.
    #[default]
    Pattern,
    /// `{ pattern, data }`, as in NestJS: the event's name, and what the client sent with the event, which is one
    /// value or an array of several. The data goes back to the client that sent it.
    PatternAndPayload,
}

/// Maps an error, given the event whose message failed (`None` if a connection hook failed), the socket and its
/// session. The builder makes this closure from the user's, which takes handles: this room does not know
/// handles.
type Map = dyn Fn(WsError, Option<&str>, &RawSocket, &Arc<Session>) -> WsError + Send + Sync;

/// What the app decides about errors.
#[derive(Clone, Default)]
pub(crate) struct ErrorPolicy {
    pub(crate) delivery: ErrorDelivery,
    pub(crate) cause: ErrorCause,
    pub(crate) map: Option<Arc<Map>>,
}

impl ErrorPolicy {
    /// The error that the client is told: `error`, or what the app's `on_error` makes of it.
    pub(crate) fn mapped(
        &self,
        error: WsError,
        event: Option<&str>,
        socket: &RawSocket,
        session: &Arc<Session>,
    ) -> WsError {
        let Some(map) = &self.map else {
            return error;
        };
        let mapped = called(|| map(error, event, socket, session));
        mapped.unwrap_or_else(|panic| {
            tracing::error!(event, panic, "`on_error` panicked");
            WsError::failure()
        })
    }
}

impl fmt::Debug for ErrorPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorPolicy")
            .field("delivery", &self.delivery)
            .field("cause", &self.cause)
            .finish_non_exhaustive()
    }
}
