//! `Backend` is what the adapter of a namespace shares rooms through.

use std::sync::Arc;

use socketioxide_core::adapter::{BroadcastOptions, CoreLocalAdapter, SocketEmitter};
use tokio::runtime::Handle;

use super::{
    dyn_adapter::DynAdapter,
    publisher::{Publisher, concerns_others},
    reachability::Reachability,
    socketioxide_emitter::SocketioxideEmitter,
};
use crate::spawn::spawn_on;

/// The ways to the sockets of this server and of the others; `S` is how one sends to a socket of this server.
pub(crate) enum Backend<S: SocketEmitter = SocketioxideEmitter> {
    /// There are no other servers: direct calls, nothing boxed.
    Local(CoreLocalAdapter<S>),
    /// A published adapter does everything.
    Adapter {
        adapter: Arc<dyn DynAdapter<S>>,
        backend: Arc<dyn Reachability>,
    },
    #[cfg_attr(not(feature = "redis"), expect(dead_code, reason = "of a feature"))]
    /// A published adapter asks the other servers; what they are only told is published without it,
    /// so that nothing waits for a backend that is away.
    Published {
        adapter: Arc<dyn DynAdapter<S>>,
        others: Arc<dyn Publisher>,
    },
    #[cfg_attr(not(feature = "redis"), expect(dead_code, reason = "of a feature"))]
    /// The process is no server: it has no sockets, and nobody can answer it.
    Emitting {
        nobody: CoreLocalAdapter<S>,
        others: Arc<dyn Publisher>,
    },
}

impl<S: SocketEmitter> Backend<S> {
    /// The sockets of this server.
    pub(super) fn local(&self) -> &CoreLocalAdapter<S> {
        match self {
            Self::Local(local) | Self::Emitting { nobody: local, .. } => local,
            Self::Adapter { adapter, .. } | Self::Published { adapter, .. } => adapter.local_dyn(),
        }
    }

    /// Whether sockets of other servers may be meant.
    pub(super) fn concerns_others(&self, options: &BroadcastOptions) -> bool {
        !matches!(self, Self::Local(_)) && concerns_others(options, self.local().server_id())
    }
}

impl<S: SocketEmitter> Backend<S> {
    /// Closes the backend in a task, if there is a runtime: for an app that fails to start, or is dropped, and closes
    /// nothing itself, while the adapter has tasks of its own.
    pub(crate) fn close_in_task(&self) {
        if let Self::Adapter { adapter, .. } = self
            && let Ok(runtime) = Handle::try_current()
        {
            let adapter = Arc::clone(adapter);
            let closing = async move {
                let _ = adapter.close_dyn().await;
            };
            spawn_on(&runtime, Box::pin(closing));
        }
    }
}

/// The adapter reads what the other servers send for as long as there may be more, and lives as long
/// as it reads.
impl<S: SocketEmitter> Drop for Backend<S> {
    fn drop(&mut self) {
        if let Self::Published { others, .. } = self {
            others.forget();
        }
    }
}
