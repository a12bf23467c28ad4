//! Which backend, decided at run time.

use std::{error::Error, sync::Arc};

use socketioxide_core::adapter::{CoreAdapter, CoreLocalAdapter};

use super::{Adapters, Emitter, erased::ErasedAdapter};

type Factory = dyn Fn(CoreLocalAdapter<Emitter>) -> Arc<dyn ErasedAdapter> + Send + Sync;

/// How the namespaces of an app are shared between servers.
#[derive(Clone, Default)]
pub struct AdapterChoice {
    factory: Option<Arc<Factory>>,
    adapters: Adapters,
}

impl AdapterChoice {
    /// One server: nothing is shared.
    #[must_use]
    pub fn local() -> Self {
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
        let factory = move |local| -> Arc<dyn ErasedAdapter> { Arc::new(A::new(&state, local)) };
        Self {
            factory: Some(Arc::new(factory)),
            adapters: Adapters::default(),
        }
    }

    /// Whether there may be other servers.
    pub(crate) fn is_shared(&self) -> bool {
        self.factory.is_some()
    }

    /// The adapters that were made of this choice.
    pub(crate) fn adapters(&self) -> Adapters {
        self.adapters.clone()
    }

    pub(super) fn factory(&self) -> Option<&Factory> {
        self.factory.as_deref()
    }
}
