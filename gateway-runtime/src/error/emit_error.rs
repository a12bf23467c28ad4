//! `EmitError` is why something could not be sent, or not to everybody.

use super::sharing_error::SharingError;

/// The reason why a method of [`Server`](crate::Server), [`Socket`](crate::Socket) or [`Events`](crate::Events) did
/// nothing, or only a part of its work.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EmitError {
    /// The app does not run yet, or no longer: [`build`](crate::GatewayAppBuilder::build) has not returned,
    /// or the app was [shut down](crate::GatewayApp::shutdown) or dropped. While the app shuts down, its
    /// handles work until the messages in work are finished and the disconnect and shutdown hooks have run, or the
    /// deadline is over.
    #[error("the app does not run yet, or not any more")]
    NotRunning,
    /// The gateway has a dynamic namespace, and either no path was chosen with
    /// [`of`](crate::Server::of), or the path that was chosen does not match the gateway's pattern.
    #[error("the gateway has no such namespace; choose one that matches its pattern with `of`")]
    NoNamespace,
    /// The socket has left, or is about to.
    #[error("the socket is disconnected")]
    Disconnected,
    /// The payload cannot be written in the protocol's format.
    #[error("the payload cannot be serialised: {0}")]
    Serialize(crate::error::BoxError),
    /// The name is one of Socket.IO's own, such as `connect` or `disconnect`, and not for events of an application: the
    /// clients would end their connections. Between servers that speak
    /// [Node's language](crate::RedisOptions::node_compatible), `connection`, `new_namespace` and `error` are reserved too:
    /// they would end servers of Node.
    #[error("`{0}` is a reserved event name; choose another")]
    ReservedEvent(String),
    /// The other servers could not be reached. What the call does to sockets was done on this server; a call
    /// that asks all servers has no answer.
    #[error("the other servers cannot be reached: {0}")]
    Adapter(crate::error::BoxError),
    /// An `Emitter` sends to the servers and receives nothing from them, so it cannot ask them: call this
    /// method in a process that is a server.
    #[error("an emitter cannot ask the servers; ask from a process that is one")]
    CannotAsk,
    /// The client did not acknowledge in time.
    #[error("the client did not acknowledge in time")]
    Timeout,
    /// The client's acknowledgement does not decode as the type that the caller expects.
    #[error("the acknowledgement cannot be decoded: {0}")]
    Acknowledgement(crate::error::BoxError),
}

impl From<serde_json::Error> for EmitError {
    fn from(error: serde_json::Error) -> Self {
        Self::Serialize(error.into())
    }
}

impl From<SharingError> for EmitError {
    fn from(error: SharingError) -> Self {
        Self::Adapter(error.0)
    }
}
