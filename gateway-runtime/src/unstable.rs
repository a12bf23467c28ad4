//! Access to socketioxide's own types. This module is outside of semver, since socketioxide's traits and
//! versions show through.

use std::{error::Error, sync::Arc};

pub use socketioxide;
pub use socketioxide_core;

use socketioxide_core::adapter::CoreAdapter;

pub use crate::protocol::{AnyAdapter, SocketioxideEmitter as Emitter};
use crate::{
    adapter::Sharing,
    app::GatewayAppBuilder,
    handles::{Server, Socket},
};

impl<G: ?Sized> Socket<G> {
    /// Socketioxide's own handle to this socket, outside of semver. The handle has traps: never call its
    /// `on_fallback` or `on_disconnect`. Inside a handler, `on_fallback` deadlocks; anywhere else, each of
    /// the two replaces the callback through which the gateway hears of the socket.
    #[must_use]
    pub fn as_socketioxide(&self) -> &Arc<socketioxide::socket::Socket<AnyAdapter>> {
        self.raw().as_socketioxide()
    }
}

impl<G: ?Sized> Server<G> {
    /// Socketioxide's own operators on the namespace, outside of semver and with socketioxide's traps.
    /// `None` unless the app runs.
    #[must_use]
    pub fn as_socketioxide(
        &self,
    ) -> Option<socketioxide::operators::BroadcastOperators<AnyAdapter>> {
        let namespace = self.link().namespace().ok()??;
        Some(namespace.protocol().as_socketioxide().clone())
    }
}

impl GatewayAppBuilder {
    /// Shares rooms between servers through a `socketioxide-*` adapter, given by its type and its state.
    /// This method is outside of semver, since the adapter traits belong to socketioxide.
    #[must_use]
    pub fn socketioxide_adapter<A, E>(self, state: A::State) -> Self
    where
        A: CoreAdapter<Emitter>,
        A::InitRes: Future<Output = Result<(), E>> + Send + 'static,
        E: Error + Send + 'static,
    {
        self.shared_through(Sharing::remote::<A, E>(state))
    }
}
