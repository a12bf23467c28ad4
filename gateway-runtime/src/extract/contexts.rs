//! What hooks take their parameters from.

use std::sync::Arc;

use crate::{
    handles::{Server, Socket},
    protocol::DisconnectReason,
    providers::Providers,
};

/// The app is starting.
pub struct InitContext {
    server: Server,
    providers: Arc<Providers>,
}

impl InitContext {
    pub(crate) fn new(server: Server, providers: Arc<Providers>) -> Self {
        Self { server, providers }
    }

    /// A clone of the value of type `T` that was provided to the app.
    #[must_use]
    pub fn provider<T: Clone + Send + Sync + 'static>(&self) -> Option<T> {
        self.providers.get()
    }

    /// The gateway's namespace.
    #[must_use]
    pub fn server(&self) -> &Server {
        &self.server
    }
}

/// A client has connected.
pub struct ConnectionContext {
    socket: Socket,
}

impl ConnectionContext {
    pub(crate) fn new(socket: Socket) -> Self {
        Self { socket }
    }

    /// The client.
    #[must_use]
    pub fn socket(&self) -> &Socket {
        &self.socket
    }
}

/// A client has left.
pub struct DisconnectContext {
    socket: Socket,
    reason: DisconnectReason,
}

impl DisconnectContext {
    pub(crate) fn new(socket: Socket, reason: DisconnectReason) -> Self {
        Self { socket, reason }
    }

    /// The client.
    #[must_use]
    pub fn socket(&self) -> &Socket {
        &self.socket
    }

    /// Why it left.
    #[must_use]
    pub fn reason(&self) -> DisconnectReason {
        self.reason
    }
}
