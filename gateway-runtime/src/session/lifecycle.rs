//! How far the app is: whether it takes connections, how many sockets are still to be said goodbye to,
//! and whether its handles reach anybody.

use std::{
    pin::pin,
    sync::{
        Arc, OnceLock,
        atomic::{
            AtomicBool, AtomicUsize,
            Ordering::{Acquire, SeqCst},
        },
    },
};

use tokio::{sync::Notify, time::Instant};

use crate::error::EmitError;

/// Shared by all namespaces of an app, and by all handles to them. It keeps nothing of the app alive.
#[derive(Default)]
pub(crate) struct Lifecycle {
    closing: AtomicBool,
    /// When everything has to be over.
    deadline: OnceLock<Instant>,
    ended: AtomicBool,
    closed: AtomicBool,
    sessions: AtomicUsize,
    /// Told of each stage. Apart from the sockets, since every stream waits for it and would be woken
    /// by each socket that leaves.
    stage: Notify,
    /// Told of each socket that has left.
    left: Notify,
}

impl Lifecycle {
    /// From now on connections and messages are refused, and everything is over at `deadline`; or at the
    /// one that was said first, which is given back.
    pub(crate) fn close(&self, deadline: Instant) -> Instant {
        let deadline = *self.deadline.get_or_init(|| deadline);
        self.closing.store(true, SeqCst);
        self.stage.notify_waiters();
        deadline
    }

    /// Until the app is shut down.
    pub(crate) async fn closing(&self) {
        until(&self.stage, || self.is_closing()).await;
    }

    /// Whether the app is shutting down.
    pub(crate) fn is_closing(&self) -> bool {
        self.closing.load(SeqCst)
    }

    /// From now on handles reach nobody: the disconnect hooks have run, or the app is gone without a
    /// goodbye.
    pub(crate) fn end(&self) {
        self.ended.store(true, SeqCst);
        self.stage.notify_waiters();
    }

    /// Whether handles reach anybody. One load, since every emit asks.
    ///
    /// # Errors
    /// [`EmitError::NotRunning`] after [`end`](Self::end).
    pub(crate) fn check(&self) -> Result<(), EmitError> {
        if self.ended.load(Acquire) {
            return Err(EmitError::NotRunning);
        }
        Ok(())
    }

    /// Until [`end`](Self::end).
    pub(crate) async fn ended(self: Arc<Self>) {
        until(&self.stage, || self.check().is_err()).await;
    }

    /// Nothing is left to be said to anybody.
    pub(crate) fn closed(&self) {
        self.closed.store(true, SeqCst);
        self.stage.notify_waiters();
    }

    /// Until [`closed`](Self::closed).
    pub(crate) async fn over(&self) {
        until(&self.stage, || self.closed.load(SeqCst)).await;
    }

    /// A socket got its CONNECT.
    pub(crate) fn session_began(&self) {
        self.sessions.fetch_add(1, SeqCst);
    }

    /// The disconnect hooks of a socket have returned.
    pub(crate) fn session_ended(&self) {
        self.sessions.fetch_sub(1, SeqCst);
        self.left.notify_waiters();
    }

    /// Until every socket's disconnect hooks have returned.
    pub(crate) async fn all_ended(&self) {
        until(&self.left, || self.sessions.load(SeqCst) == 0).await;
    }
}

async fn until(change: &Notify, condition: impl Fn() -> bool) {
    loop {
        let mut changed = pin!(change.notified());
        // Listening begins here, before the look, so that no change is missed in between.
        changed.as_mut().enable();
        if condition() {
            return;
        }
        changed.await;
    }
}
