//! `Sharing` is how an app shares its rooms with other servers.

use std::{error::Error, fmt, sync::Arc};

use socketioxide_core::adapter::{CoreAdapter, CoreLocalAdapter, SocketEmitter};

use super::outage::SharingHealth;
use crate::protocol::{Backend, Backends, Listener, ServerEmitter, SocketioxideEmitter};

/// How the rooms of an app are shared between servers. A [`WebSocketAdapter`](crate::WebSocketAdapter) of your own
/// takes it from one of the ready-made adapters: see
/// [`WebSocketAdapter::sharing`](crate::WebSocketAdapter::sharing).
#[derive(Clone)]
pub struct Sharing {
    backends: Backends,
    health: SharingHealth,
}

impl Sharing {
    /// One server: nothing is shared.
    #[must_use]
    pub fn none() -> Self {
        Self {
            backends: Backends::default(),
            health: SharingHealth::always_up(),
        }
    }

    /// Whether the backend can be reached.
    #[must_use]
    pub fn health(&self) -> SharingHealth {
        self.health.clone()
    }

    /// One of the `socketioxide-*` adapters, by its type and state. Outside semver: the adapter
    /// traits belong to socketioxide.
    #[must_use]
    #[cfg_attr(
        not(feature = "unstable-socketioxide"),
        expect(dead_code, reason = "reached through the feature")
    )]
    pub(crate) fn remote<A, E>(state: A::State) -> Self
    where
        A: CoreAdapter<SocketioxideEmitter>,
        A::InitRes: Future<Output = Result<(), E>> + Send + 'static,
        E: Error + Send + 'static,
    {
        let health = SharingHealth::always_up();
        let make = backend_of::<A, E, _>(&Arc::new(state), &health);
        Self::with_backends(move |local, _| make(local), health)
    }

    /// A published adapter that does everything, over a backend whose state `health` knows; `B` is the same adapter for
    /// what servers say to one another.
    #[cfg_attr(
        not(any(feature = "postgres", feature = "mongodb")),
        expect(dead_code, reason = "of features")
    )]
    pub(super) fn through<A, B, E>(state: A::State, health: SharingHealth) -> Self
    where
        A: CoreAdapter<SocketioxideEmitter>,
        A::InitRes: Future<Output = Result<(), E>> + Send + 'static,
        B: CoreAdapter<ServerEmitter, State = A::State>,
        B::InitRes: Future<Output = Result<(), E>> + Send + 'static,
        E: Error + Send + 'static,
    {
        let state = Arc::new(state);
        let between_servers = backend_of::<B, E, _>(&state, &health);
        let make = backend_of::<A, E, _>(&state, &health);
        Self::with_backends(move |local, _| make(local), health).between_servers(between_servers)
    }

    /// The same, with a backend that `make` makes for what servers say to one another.
    pub(super) fn between_servers(
        mut self,
        make: impl Fn(CoreLocalAdapter<ServerEmitter>) -> Backend<ServerEmitter> + Send + Sync + 'static,
    ) -> Self {
        self.backends = self.backends.between_servers(make);
        self
    }

    /// Backends that `make` makes, one for each namespace.
    pub(super) fn with_backends(
        make: impl Fn(CoreLocalAdapter<SocketioxideEmitter>, &Listener) -> Backend
        + Send
        + Sync
        + 'static,
        health: SharingHealth,
    ) -> Self {
        Self {
            backends: Backends::made_by(make),
            health,
        }
    }

    /// Whether there may be other servers.
    pub(crate) fn is_shared(&self) -> bool {
        self.backends.are_shared()
    }

    /// What the protocol library makes adapters with.
    pub(crate) fn backends(&self) -> &Backends {
        &self.backends
    }
}

/// Makes backends of a published adapter that does everything.
fn backend_of<A, E, S>(
    state: &Arc<A::State>,
    health: &SharingHealth,
) -> impl Fn(CoreLocalAdapter<S>) -> Backend<S> + Send + Sync + 'static
where
    S: SocketEmitter,
    A: CoreAdapter<S>,
    A::InitRes: Future<Output = Result<(), E>> + Send + 'static,
    E: Error + Send + 'static,
{
    let (state, backend) = (Arc::clone(state), Arc::new(health.clone()));
    move |local| Backend::Adapter {
        adapter: Arc::new(A::new(&state, local)),
        backend: Arc::clone(&backend) as Arc<_>,
    }
}

impl Default for Sharing {
    fn default() -> Self {
        Self::none()
    }
}

impl fmt::Debug for Sharing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sharing")
            .field("is_shared", &self.is_shared())
            .field("health", &self.health)
            .finish_non_exhaustive()
    }
}
