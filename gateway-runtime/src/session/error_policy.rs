//! What the app decides about errors: how they reach clients, and what they say.

use std::{
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use super::Session;
use crate::{error::WsError, panics::panic_message, protocol::RawSocket};

/// How a client is told of an error: see
/// [`error_delivery`](crate::GatewayAppBuilder::error_delivery).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum ErrorDelivery {
    /// As the acknowledgement if the client asked for one, else as the event `exception`.
    #[default]
    AcknowledgementElseException,
    /// Always as the event `exception`, as NestJS does it; a client that asked for an acknowledgement
    /// gets none.
    Exception,
    /// As the event `exception`, and as the acknowledgement too if the client asked for one.
    Both,
}

/// What `cause` holds in an error: see [`error_cause`](crate::GatewayAppBuilder::error_cause).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum ErrorCause {
    /// There is no `cause`.
    None,
    /// `{ pattern }`: the event's name.
    #[default]
    Pattern,
    /// `{ pattern, data }`, as NestJS: the event's name and what the client sent with it, one value
    /// or an array of several. It goes back to the client that it came from.
    PatternAndPayload,
}

/// What the app makes of an error: of the event whose message failed, if it was a message, and of whose
/// session it was. The closure of a user is wrapped so, since handles are not known here.
type Map = dyn Fn(WsError, Option<&str>, &RawSocket, &Arc<Session>) -> WsError + Send + Sync;

/// The app's decisions.
#[derive(Clone, Default)]
pub(crate) struct ErrorPolicy {
    pub(crate) delivery: ErrorDelivery,
    pub(crate) cause: ErrorCause,
    pub(crate) map: Option<Arc<Map>>,
}

impl ErrorPolicy {
    /// What becomes of `error` before a client is told.
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
        let mapped = catch_unwind(AssertUnwindSafe(|| map(error, event, socket, session)));
        mapped.unwrap_or_else(|panic| {
            let panic = panic_message(&*panic);
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
