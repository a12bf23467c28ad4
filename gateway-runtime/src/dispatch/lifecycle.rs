//! Whether the app takes connections, and how many sockets are still to be said goodbye to.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};

use tokio::sync::Notify;

/// Shared by all namespaces of an app.
#[derive(Default)]
pub(crate) struct Lifecycle {
    closing: AtomicBool,
    sessions: AtomicUsize,
    changed: Notify,
}

impl Lifecycle {
    /// From now on connections and messages are refused.
    pub(crate) fn close(&self) {
        self.closing.store(true, SeqCst);
        self.changed.notify_waiters();
    }

    /// Until the app is shut down.
    pub(crate) async fn closing(&self) {
        while !self.is_closing() {
            let changed = self.changed.notified();
            if !self.is_closing() {
                changed.await;
            }
        }
    }

    /// Whether the app is shutting down.
    pub(crate) fn is_closing(&self) -> bool {
        self.closing.load(SeqCst)
    }

    /// A socket got its CONNECT.
    pub(crate) fn session_began(&self) {
        self.sessions.fetch_add(1, SeqCst);
    }

    /// The disconnect hooks of a socket have returned.
    pub(crate) fn session_ended(&self) {
        self.sessions.fetch_sub(1, SeqCst);
        self.changed.notify_waiters();
    }

    /// Until every socket's disconnect hooks have returned.
    pub(crate) async fn all_ended(&self) {
        loop {
            let changed = self.changed.notified();
            if self.sessions.load(SeqCst) == 0 {
                return;
            }
            changed.await;
        }
    }
}
