//! What an adapter shares rooms through.

use std::sync::Arc;

use socketioxide_core::adapter::{BroadcastOptions, CoreLocalAdapter};

use super::{
    Emitter, SharingHealth,
    erased::ErasedAdapter,
    publisher::{Publisher, concerns_others},
};

/// What an adapter shares rooms through.
pub(super) enum Backend {
    /// No other servers: direct calls, nothing boxed.
    Local(CoreLocalAdapter<Emitter>),
    /// An adapter that does everything by itself.
    Adapter {
        adapter: Arc<dyn ErasedAdapter>,
        health: SharingHealth,
    },
    #[cfg_attr(not(feature = "redis"), expect(dead_code, reason = "of a feature"))]
    /// An adapter that asks, beside a way to tell that waits for nothing.
    Published {
        adapter: Arc<dyn ErasedAdapter>,
        others: Arc<dyn Publisher>,
    },
    #[cfg_attr(not(feature = "redis"), expect(dead_code, reason = "of a feature"))]
    /// A process that is no server: it has no sockets, and nobody can answer it.
    Emitting {
        nobody: CoreLocalAdapter<Emitter>,
        others: Arc<dyn Publisher>,
    },
}

impl Backend {
    /// The sockets of this server.
    pub(super) fn local(&self) -> &CoreLocalAdapter<Emitter> {
        match self {
            Self::Local(local) | Self::Emitting { nobody: local, .. } => local,
            Self::Adapter { adapter, .. } | Self::Published { adapter, .. } => {
                adapter.local_erased()
            }
        }
    }

    /// Whether sockets of other servers may be meant.
    pub(super) fn concerns_others(&self, options: &BroadcastOptions) -> bool {
        !matches!(self, Self::Local(_)) && concerns_others(options, self.local().server_id())
    }
}

/// What was to be received for the namespace would hold it for ever.
impl Drop for Backend {
    fn drop(&mut self) {
        if let Self::Published { others, .. } = self {
            others.forget();
        }
    }
}
