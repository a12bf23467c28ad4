//! `Backends` makes the backend of each namespace of an app.

use std::sync::Arc;

use socketioxide_core::adapter::CoreLocalAdapter;

use super::{any_adapter::Adapters, backend::Backend, socketioxide_emitter::SocketioxideEmitter};

type MakeBackend = dyn Fn(CoreLocalAdapter<SocketioxideEmitter>) -> Backend + Send + Sync;

/// What the adapters of an app are made with, and where they are found afterwards. The default is an
/// app that shares nothing with other servers.
#[derive(Clone, Default)]
pub struct Backends {
    make: Option<Arc<MakeBackend>>,
    adapters: Adapters,
}

impl Backends {
    /// Backends that `make` makes, one for each namespace.
    pub(crate) fn made_by(
        make: impl Fn(CoreLocalAdapter<SocketioxideEmitter>) -> Backend + Send + Sync + 'static,
    ) -> Self {
        Self {
            make: Some(Arc::new(make)),
            adapters: Adapters::default(),
        }
    }

    /// Whether there may be other servers.
    pub(crate) fn are_shared(&self) -> bool {
        self.make.is_some()
    }

    /// The adapters that were made with these backends.
    pub(crate) fn adapters(&self) -> &Adapters {
        &self.adapters
    }

    pub(super) fn make(&self, local: CoreLocalAdapter<SocketioxideEmitter>) -> Backend {
        match &self.make {
            Some(make) => make(local),
            None => Backend::Local(local),
        }
    }
}
