//! The process deadline is the moment at which a process that was told to end is ended by force.

use std::{
    sync::Mutex,
    time::{Duration, Instant},
};

use crate::sync::lock;

/// How much longer than the app the process has: for what the program does after the app's end, on a machine
/// with other work to do.
const MARGIN: Duration = Duration::from_millis(500);

/// The latest moment that any app of the process has named.
static DEADLINE: Mutex<Option<Instant>> = Mutex::new(None);

/// Lets the process live until `time`, and the margin after it, have passed since then.
pub(super) fn may_live(since: Instant, time: Duration) {
    let mut deadline = lock(&DEADLINE);
    *deadline = (*deadline).max(Some(since + time + MARGIN));
}

/// How long the process may still live.
pub(super) fn time_left() -> Duration {
    let deadline = *lock(&DEADLINE);
    deadline.map_or(Duration::ZERO, |deadline| {
        deadline.saturating_duration_since(Instant::now())
    })
}
