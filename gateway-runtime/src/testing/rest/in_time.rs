//! `in_time` gives up on what never ends by the system's clock, since tokio's clock does not move while blocking work or a
//! task that never waits holds it.

use std::time::Duration;

use tokio::time::{Instant, timeout};

use super::watchdog::{PATIENCE, barks};

/// What a future gives, or nothing once it has taken [`PATIENCE`] of the system's clock.
pub(in crate::testing) async fn in_time<F: Future>(future: F) -> Option<F::Output> {
    tokio::select! {
        biased;
        output = future => Some(output),
        () = barks() => None,
    }
}

/// What a future gives within five seconds of tokio's clock, and of the system's; nothing if it takes longer.
pub(in crate::testing) async fn soon<F: Future>(future: F) -> Option<F::Output> {
    in_time(timeout(PATIENCE, future)).await?.ok()
}

/// Waits until this time of tokio's clock has passed; false if that clock stands still for [`PATIENCE`] of the system's.
pub(in crate::testing) async fn time_passes(time: Duration) -> bool {
    let mut sleep = std::pin::pin!(tokio::time::sleep(time));
    loop {
        let before = Instant::now();
        if in_time(sleep.as_mut()).await.is_some() {
            return true;
        }
        if Instant::now() == before {
            return false;
        }
    }
}

/// Why a test is given up, for its message.
pub(in crate::testing) fn never_at_rest() -> String {
    format!(
        "the app does not come to rest: for {PATIENCE:?} a task has been running without waiting for anything, or blocking \
         work has not ended (what runs as long as the app belongs into a thread of its own)"
    )
}
