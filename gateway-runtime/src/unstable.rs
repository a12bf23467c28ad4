//! The way down to socketioxide: outside semver, since its traits and versions show through.

use std::{error::Error, sync::Arc};

pub use socketioxide;
pub use socketioxide_core;

use socketioxide_core::adapter::CoreAdapter;

pub use crate::adapter::{AnyAdapter, Emitter};
use crate::{
    adapter::AdapterChoice,
    app::GatewayAppBuilder,
    handles::{Server, Socket},
};

impl<G: ?Sized> Socket<G> {
    /// Socketioxide's own handle: outside semver, and with its traps. Never call `on_fallback` or
    /// `on_disconnect` on it: inside a handler the first deadlocks, elsewhere both unplug the gateway.
    #[must_use]
    pub fn as_socketioxide(&self) -> &Arc<socketioxide::socket::Socket<AnyAdapter>> {
        self.raw().as_socketioxide()
    }
}

impl<G: ?Sized> Server<G> {
    /// Socketioxide's own operators on the namespace: outside semver, and with its traps. `None` unless the
    /// app runs.
    #[must_use]
    pub fn as_socketioxide(
        &self,
    ) -> Option<socketioxide::operators::BroadcastOperators<AnyAdapter>> {
        let namespace = self.link().namespace().ok()??;
        Some(namespace.protocol().as_socketioxide().clone())
    }
}

impl GatewayAppBuilder {
    /// A `socketioxide-*` adapter by its type and state, to share rooms between servers. Outside
    /// semver: the adapter traits belong to socketioxide.
    #[must_use]
    pub fn socketioxide_adapter<A, E>(self, state: A::State) -> Self
    where
        A: CoreAdapter<Emitter>,
        A::InitRes: Future<Output = Result<(), E>> + Send + 'static,
        E: Error + Send + 'static,
    {
        self.shared_through(AdapterChoice::remote::<A, E>(state))
    }
}
