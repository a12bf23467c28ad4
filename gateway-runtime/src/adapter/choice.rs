//! Which backend, decided at run time.

use std::{error::Error, sync::Arc};

use socketioxide_core::adapter::{CoreAdapter, CoreLocalAdapter};

use super::{Adapters, Emitter, SharingHealth, backend::Backend};

type Factory = dyn Fn(CoreLocalAdapter<Emitter>) -> Backend + Send + Sync;

/// How the namespaces of an app are shared between servers.
#[derive(Clone, Default)]
pub struct AdapterChoice {
    shared: Option<Shared>,
    adapters: Adapters,
}

#[derive(Clone)]
struct Shared {
    factory: Arc<Factory>,
    health: SharingHealth,
}

impl AdapterChoice {
    /// One server: nothing is shared.
    #[cfg(test)]
    pub(crate) fn local() -> Self {
        Self::default()
    }

    /// One of the `socketioxide-*` adapters, by its type and state. Outside semver: the adapter
    /// traits belong to socketioxide.
    #[must_use]
    #[cfg_attr(
        not(any(feature = "unstable-socketioxide", test)),
        expect(dead_code, reason = "reached through the feature")
    )]
    pub(crate) fn remote<A, E>(state: A::State) -> Self
    where
        A: CoreAdapter<Emitter>,
        A::InitRes: Future<Output = Result<(), E>> + Send + 'static,
        E: Error + Send + 'static,
    {
        Self::adapter::<A, E>(state, SharingHealth::always_up())
    }

    /// An adapter that does everything by itself, over a backend that `health` knows of.
    pub(super) fn adapter<A, E>(state: A::State, health: SharingHealth) -> Self
    where
        A: CoreAdapter<Emitter>,
        A::InitRes: Future<Output = Result<(), E>> + Send + 'static,
        E: Error + Send + 'static,
    {
        let backend = health.clone();
        let factory = move |local| Backend::Adapter {
            adapter: Arc::new(A::new(&state, local)),
            health: backend.clone(),
        };
        Self::made_by(factory, health)
    }

    /// Each namespace's backend is made by `factory`.
    pub(super) fn made_by(
        factory: impl Fn(CoreLocalAdapter<Emitter>) -> Backend + Send + Sync + 'static,
        health: SharingHealth,
    ) -> Self {
        Self {
            shared: Some(Shared {
                factory: Arc::new(factory),
                health,
            }),
            adapters: Adapters::default(),
        }
    }

    /// Whether there may be other servers.
    pub(crate) fn is_shared(&self) -> bool {
        self.shared.is_some()
    }

    /// The adapters that were made of this choice.
    pub(crate) fn adapters(&self) -> Adapters {
        self.adapters.clone()
    }

    /// Whether the other servers can be reached.
    pub(crate) fn health(&self) -> SharingHealth {
        match &self.shared {
            Some(shared) => shared.health.clone(),
            None => SharingHealth::always_up(),
        }
    }

    pub(super) fn backend(&self, local: CoreLocalAdapter<Emitter>) -> Backend {
        match &self.shared {
            Some(shared) => (shared.factory)(local),
            None => Backend::Local(local),
        }
    }
}
