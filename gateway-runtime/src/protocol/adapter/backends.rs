//! `Backends` makes the backend of each namespace of an app.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering::Relaxed},
};

use socketioxide_core::adapter::CoreLocalAdapter;

#[cfg(feature = "testing")]
use super::recorder::Recorder;
use super::{
    any_adapter::Adapters, backend::Backend, server_emitter::ServerEmitter,
    socketioxide_emitter::SocketioxideEmitter,
};

type MakeBackend<S> = dyn Fn(CoreLocalAdapter<S>) -> Backend<S> + Send + Sync;

/// What the adapters of an app are made with, and where they are found afterwards. The default is an
/// app that shares nothing with other servers.
#[derive(Clone, Default)]
pub struct Backends {
    make: Option<Arc<MakeBackend<SocketioxideEmitter>>>,
    make_between_servers: Option<Arc<MakeBackend<ServerEmitter>>>,
    adapters: Adapters,
    sharing: SharingOfOne,
    #[cfg(feature = "testing")]
    recorder: Option<Arc<dyn Recorder>>,
}

/// Whether the namespaces that one protocol server makes from now on are shared.
#[derive(Clone, Default)]
pub(crate) struct SharingOfOne {
    has_ended: Arc<AtomicBool>,
}

impl SharingOfOne {
    /// From now on namespaces are made for this server alone. Those that are there stay shared.
    pub(crate) fn end(&self) {
        self.has_ended.store(true, Relaxed);
    }
}

impl Backends {
    /// Backends that `make` makes, one for each namespace.
    pub(crate) fn made_by(
        make: impl Fn(CoreLocalAdapter<SocketioxideEmitter>) -> Backend + Send + Sync + 'static,
    ) -> Self {
        Self {
            make: Some(Arc::new(make)),
            make_between_servers: None,
            adapters: Adapters::default(),
            sharing: SharingOfOne::default(),
            #[cfg(feature = "testing")]
            recorder: None,
        }
    }

    /// Backends of a server that runs nowhere: `recorder` takes down what is done in its namespaces.
    #[cfg(feature = "testing")]
    pub(crate) fn recorded_by(recorder: Arc<dyn Recorder>) -> Self {
        Self {
            recorder: Some(recorder),
            ..Self::default()
        }
    }

    /// Who takes down what is done, if that is all that happens.
    #[cfg(feature = "testing")]
    pub(super) fn recorder(&self) -> Option<Arc<dyn Recorder>> {
        self.recorder.clone()
    }

    /// The same backends, with one that `make` makes for what servers say to one another.
    pub(crate) fn between_servers(
        mut self,
        make: impl Fn(CoreLocalAdapter<ServerEmitter>) -> Backend<ServerEmitter> + Send + Sync + 'static,
    ) -> Self {
        self.make_between_servers = Some(Arc::new(make));
        self
    }

    /// The same backends, whose sharing can be ended for one protocol server.
    pub(crate) fn of_one_server(self) -> (Self, SharingOfOne) {
        let sharing = SharingOfOne::default();
        let backends = Self {
            sharing: sharing.clone(),
            ..self
        };
        (backends, sharing)
    }

    /// Whether there may be other servers.
    pub(crate) fn are_shared(&self) -> bool {
        self.make.is_some()
    }

    /// The adapters that were made with these backends.
    pub(crate) fn adapters(&self) -> &Adapters {
        &self.adapters
    }

    /// The backend for what servers say to one another; `None` if the backend carries only what concerns sockets.
    pub(crate) fn make_between_servers(
        &self,
        listener: CoreLocalAdapter<ServerEmitter>,
    ) -> Option<Backend<ServerEmitter>> {
        let make = self.make_between_servers.as_ref()?;
        Some(make(listener))
    }

    pub(super) fn make(&self, local: CoreLocalAdapter<SocketioxideEmitter>) -> Backend {
        match &self.make {
            Some(make) if !self.sharing.has_ended.load(Relaxed) => make(local),
            _ => Backend::Local(local),
        }
    }
}
