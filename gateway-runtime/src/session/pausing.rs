//! `Pause` is the moment for which a stream of a socket lets the connection's writer go first. The test kit waits for its
//! end: a timer of ours is not what a test means by rest.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use super::Session;

/// Lives for as long as the moment lasts.
pub(crate) struct Pause(Arc<Session>);

/// How many streams of a socket pause.
#[derive(Default)]
pub(super) struct Pauses(AtomicUsize);

impl Session {
    /// A stream pauses until the result is dropped.
    pub(crate) fn pause(self: &Arc<Self>) -> Pause {
        self.pauses.0.fetch_add(1, Relaxed);
        Pause(Arc::clone(self))
    }

    /// Whether a stream pauses, which goes on by itself.
    pub(crate) fn is_pausing(&self) -> bool {
        self.pauses.0.load(Relaxed) > 0
    }
}

impl Drop for Pause {
    fn drop(&mut self) {
        self.0.pauses.0.fetch_sub(1, Relaxed);
    }
}
