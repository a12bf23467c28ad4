//! `Missed` says in the log that clients have missed broadcasts.

use std::{
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
    time::Duration,
};

use crate::seldom::Seldom;

/// Clients that do not read could otherwise have a line for each broadcast.
const BETWEEN_LINES: Duration = Duration::from_mins(1);

/// What was missed in one namespace.
pub(super) struct Missed {
    /// How often a client has missed a broadcast since the last line.
    unsaid: AtomicUsize,
    lines: Seldom,
}

impl Missed {
    /// So many clients have missed a broadcast in the namespace of this path.
    pub(super) fn note(&self, namespace: &str, clients: usize) {
        self.unsaid.fetch_add(clients, Relaxed);
        if self.lines.is_due() {
            let missed = self.unsaid.swap(0, Relaxed);
            tracing::warn!(
                namespace,
                missed,
                "slow clients missed broadcasts; this is said once a minute at most"
            );
        }
    }
}

impl Default for Missed {
    fn default() -> Self {
        Self {
            unsaid: AtomicUsize::new(0),
            lines: Seldom::new(BETWEEN_LINES),
        }
    }
}
