//! Why nothing could be sent.

use super::{WsError, sharing_error::SharingError};

/// Why a verb of [`Server`](crate::handles::Server) or [`Socket`](crate::handles::Socket) did nothing, or not all of it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EmitError {
    /// The app does not run yet, or not any more: [`build`](crate::GatewayAppBuilder::build) has not
    /// returned, or the app was [shut down](crate::GatewayApp::shutdown) or dropped. While it shuts down,
    /// the verbs work until the messages in work are finished and the disconnect hooks have run, or its
    /// deadline is over.
    #[error("the app does not run yet, or not any more")]
    NotRunning,
    /// The gateway has a dynamic namespace, and the verb does not say in which: choose one with
    /// [`of`](crate::handles::Server::of), or the path that was chosen is none of the gateway's.
    #[error("the gateway has no such namespace; choose one that matches its pattern with `of`")]
    NoNamespace,
    /// The socket has left, or is about to.
    #[error("the socket is disconnected")]
    Disconnected,
    /// The payload cannot be written in the protocol's format.
    #[error("the payload cannot be serialised: {0}")]
    Serialize(crate::error::BoxError),
    /// The other servers could not be reached. What was to be done with the sockets of this server is
    /// done; what was to be asked of all has no answer.
    #[error("the other servers cannot be reached: {0}")]
    Adapter(crate::error::BoxError),
    /// An `Emitter` tells the servers and gets no answers: ask from a process that is a server.
    #[error("an emitter cannot ask the servers; ask from a process that is one")]
    CannotAsk,
    /// The client did not acknowledge in time.
    #[error("the client did not acknowledge in time")]
    Timeout,
    /// The client acknowledged with something else than was expected.
    #[error("the acknowledgement cannot be decoded: {0}")]
    Acknowledgement(crate::error::BoxError),
}

impl From<serde_json::Error> for EmitError {
    fn from(error: serde_json::Error) -> Self {
        Self::Serialize(error.into())
    }
}

/// A failed emit inside a handler is the server's fault, so `?` makes it an internal error.
impl From<EmitError> for WsError {
    fn from(error: EmitError) -> Self {
        Self::internal(error)
    }
}

impl From<SharingError> for EmitError {
    fn from(error: SharingError) -> Self {
        Self::Adapter(error.0)
    }
}
