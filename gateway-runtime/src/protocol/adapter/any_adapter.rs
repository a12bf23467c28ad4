//! `AnyAdapter` is the adapter of one namespace, for a backend that is chosen at run time.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use socketioxide_core::adapter::BroadcastOptions;

#[cfg(feature = "testing")]
use super::recorder::Recorder;
use super::{
    backend::Backend,
    by_namespace::{ByNamespace, Identity},
    changes::Changes,
    conversation::Conversation,
    room_follower::RoomFollower,
};

/// Socketioxide's adapter for a backend that is known at run time.
pub struct AnyAdapter {
    pub(super) backend: Backend,
    adapters: Adapters,
    is_closed: AtomicBool,
    /// What was demanded of the other servers' sockets.
    pub(crate) changes: Changes,
    /// Who takes down what is done, if that is all that happens.
    #[cfg(feature = "testing")]
    pub(super) recorder: Option<Arc<dyn Recorder>>,
}

/// The open adapters of an app.
pub(crate) type Adapters = Arc<ByNamespace<AnyAdapter>>;

impl AnyAdapter {
    pub(super) fn new(backend: Backend, adapters: Adapters) -> Self {
        Self {
            backend,
            adapters,
            is_closed: AtomicBool::new(false),
            changes: Changes::default(),
            #[cfg(feature = "testing")]
            recorder: None,
        }
    }

    /// Whether there are no other servers.
    pub(crate) fn is_local(&self) -> bool {
        // What is done with the sockets of this server alone is not told to a recorder.
        #[cfg(feature = "testing")]
        if self.recorder.is_some() {
            return false;
        }
        matches!(self.backend, Backend::Local(_))
    }

    /// Whether the process is no server.
    pub(crate) fn is_emitting(&self) -> bool {
        matches!(self.backend, Backend::Emitting { .. })
    }

    /// What else can be said to the other servers; `None` if their language has no words for it.
    pub(crate) fn conversation(&self) -> Option<&dyn Conversation> {
        match &self.backend {
            Backend::Published { others, .. } | Backend::Emitting { others, .. } => {
                others.conversation()
            }
            Backend::Local(_) | Backend::Adapter { .. } => None,
        }
    }

    /// Who has to know in which rooms there are sockets of this server, if anybody has.
    pub(crate) fn follower(&self) -> Option<Arc<dyn RoomFollower>> {
        match &self.backend {
            Backend::Published { others, .. } => others.follower(),
            Backend::Local(_) | Backend::Adapter { .. } | Backend::Emitting { .. } => None,
        }
    }

    /// Whether sockets of other servers may be meant.
    pub(crate) fn concerns_others(&self, options: &BroadcastOptions) -> bool {
        self.backend.concerns_others(options)
    }

    /// From now on the adapter is found by its namespace.
    pub(super) fn mark_open(self: &Arc<Self>) {
        self.adapters.insert(self.namespace(), self);
    }

    /// From now on the adapter is not found any more. Returns whether the adapter was open: then the caller has
    /// to close the backend.
    pub(super) fn mark_closed(&self) -> bool {
        self.adapters.remove(self.namespace());
        !self.is_closed.swap(true, Ordering::Relaxed)
    }

    fn namespace(&self) -> Identity {
        Identity::of(self.backend.local().path().as_str())
    }
}

/// Socketioxide does not close an adapter whose namespace was replaced by another.
impl Drop for AnyAdapter {
    fn drop(&mut self) {
        self.adapters.remove(self.namespace());
        if !self.is_closed.load(Ordering::Relaxed) {
            self.backend.close_in_task();
        }
    }
}
