//! `InitContext`, `ServerEventContext`, `ConnectionContext`, `DisconnectContext`, `ShutdownContext` and `EventContext` are
//! what the parameters of hooks are taken from.

use std::sync::Arc;

use crate::{
    handles::{EventForServers, Server, Socket},
    protocol::DisconnectReason,
    providers::Providers,
    session::Shutdown,
};

/// What the parameters of an init hook are taken from, while the app starts; and those of other methods that the app
/// calls without a client.
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

    /// The handle to the gateway's namespace.
    #[must_use]
    pub fn server(&self) -> &Server {
        &self.server
    }
}

/// What the parameters of a method marked `#[on_server_event]` are taken from, when another server has emitted the event.
pub struct ServerEventContext {
    init: InitContext,
    event: Arc<EventForServers>,
}

impl ServerEventContext {
    pub(crate) fn new(
        server: Server,
        providers: Arc<Providers>,
        event: Arc<EventForServers>,
    ) -> Self {
        let init = InitContext::new(server, providers);
        Self { init, event }
    }

    /// What the parameters are taken from that an init hook can have too.
    #[must_use]
    pub fn init(&self) -> &InitContext {
        &self.init
    }

    /// The payload, as JSON.
    #[must_use]
    pub fn payload(&self) -> &str {
        self.event.payload.get()
    }
}

/// What the parameters of a connection hook are taken from, when a client has connected.
pub struct ConnectionContext {
    socket: Socket,
}

impl ConnectionContext {
    pub(crate) fn new(socket: Socket) -> Self {
        Self { socket }
    }

    /// The client's socket.
    #[must_use]
    pub fn socket(&self) -> &Socket {
        &self.socket
    }
}

/// What the parameters of a disconnect hook are taken from, when a client has left.
pub struct DisconnectContext {
    socket: Socket,
    reason: DisconnectReason,
}

impl DisconnectContext {
    pub(crate) fn new(socket: Socket, reason: DisconnectReason) -> Self {
        Self { socket, reason }
    }

    /// The client's socket.
    #[must_use]
    pub fn socket(&self) -> &Socket {
        &self.socket
    }

    /// Why the client has left.
    #[must_use]
    pub fn reason(&self) -> DisconnectReason {
        self.reason
    }
}

/// What the parameters of a shutdown hook are taken from, at the end of the app.
pub struct ShutdownContext {
    init: InitContext,
    why: Shutdown,
}

impl ShutdownContext {
    pub(crate) fn new(init: InitContext, why: Shutdown) -> Self {
        Self { init, why }
    }

    /// What there is for an init hook too.
    #[must_use]
    pub fn init(&self) -> &InitContext {
        &self.init
    }

    /// Why the app ends.
    #[must_use]
    pub fn why(&self) -> Shutdown {
        self.why
    }
}

/// What the parameters of a listener for the event `E` are taken from.
pub struct EventContext<E> {
    init: InitContext,
    event: E,
}

impl<E> EventContext<E> {
    pub(crate) fn new(init: InitContext, event: E) -> Self {
        Self { init, event }
    }

    /// What there is for an init hook too.
    #[must_use]
    pub fn init(&self) -> &InitContext {
        &self.init
    }

    /// The event.
    #[must_use]
    pub fn into_event(self) -> E {
        self.event
    }
}
