//! `at_rest` waits until nothing happens any more by itself: no task can run, and no blocking work is under way.
//!
//! Tokio's clock, while it is stopped, moves on to the next timer exactly when no task can run and no blocking work is
//! under way. So a timer of ours that is the next one rings when everything is at rest, and no part of an app has to be
//! counted or watched. A clock that runs is stopped for that moment.

mod clock;
mod watchdog;
mod workers;

use std::time::Duration;

use tokio::{
    runtime::{Handle, RuntimeFlavor},
    time::sleep,
};

use clock::Stopped;
pub(super) use clock::is_stopped;

/// The shortest timer that tokio has.
pub(super) const TICK: Duration = Duration::from_millis(1);

/// Waits until nothing happens any more by itself. Under a stopped clock, [`TICK`] of its time goes by.
///
/// # Panics
/// When the app does not come to rest within five seconds of real time: a task never waits for anything, or blocking
/// work does not end.
pub(super) async fn at_rest() {
    let is_at_rest = async {
        if Handle::current().runtime_flavor() == RuntimeFlavor::CurrentThread {
            let _stopped = Stopped::new();
            sleep(TICK).await;
        } else {
            workers::parked().await;
        }
    };
    tokio::select! {
        biased;
        () = is_at_rest => {}
        () = watchdog::barks() => never_at_rest(),
    }
}

/// What a test is told whose app does not come to rest.
#[expect(clippy::panic, reason = "this is how a test fails")]
fn never_at_rest() -> ! {
    panic!(
        "the app does not come to rest: for {:?} a task has been running without waiting for anything, or blocking \
         work has not ended",
        watchdog::PATIENCE
    )
}
