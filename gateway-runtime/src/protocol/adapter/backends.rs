//! `Backends` makes the backend of each namespace of an app.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicBool, Ordering::Relaxed},
};

use socketioxide_core::adapter::CoreLocalAdapter;

#[cfg(feature = "testing")]
use super::recorder::Recorder;
use super::{
    any_adapter::Adapters,
    backend::Backend,
    server_emitter::{ServerEmitter, ServerHandler},
    socketioxide_emitter::SocketioxideEmitter,
};

type MakeBackend =
    dyn Fn(CoreLocalAdapter<SocketioxideEmitter>, &Listener) -> Backend + Send + Sync;
type MakeBetweenServers =
    dyn Fn(CoreLocalAdapter<ServerEmitter>) -> Backend<ServerEmitter> + Send + Sync;

/// Who takes what other servers say to one protocol server, once all its namespaces are served.
pub(crate) type Listener = Arc<OnceLock<Arc<dyn ServerHandler>>>;

/// What the adapters of an app are made with, and where they are found afterwards. The default is an
/// app that shares nothing with other servers.
#[derive(Clone, Default)]
pub struct Backends {
    make: Option<Arc<MakeBackend>>,
    make_between_servers: Option<Arc<MakeBetweenServers>>,
    adapters: Adapters,
    sharing: SharingOfOne,
    listener: Listener,
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
        make: impl Fn(CoreLocalAdapter<SocketioxideEmitter>, &Listener) -> Backend
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self {
            make: Some(Arc::new(make)),
            ..Self::default()
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

    /// The same backends for one protocol server, for which sharing can be ended, and which has a listener of its own.
    pub(crate) fn of_one_server(self) -> (Self, SharingOfOne) {
        let sharing = SharingOfOne::default();
        let backends = Self {
            sharing: sharing.clone(),
            listener: Listener::default(),
            ..self
        };
        (backends, sharing)
    }

    /// From now on `handler` takes what the other servers say of single namespaces. Called once.
    pub(crate) fn listen(&self, handler: &Arc<dyn ServerHandler>) {
        let _ = self.listener.set(Arc::clone(handler));
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
            Some(make) if !self.sharing.has_ended.load(Relaxed) => make(local, &self.listener),
            _ => Backend::Local(local),
        }
    }
}
