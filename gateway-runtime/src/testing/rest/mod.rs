//! `at_rest` waits until nothing happens any more by itself: no task can run, and no blocking work is under way.
//!
//! Tokio's clock, while it is stopped, moves on to the next timer exactly when no task can run and no blocking work is
//! under way. So a timer of ours that is the next one rings when everything is at rest, and no part of an app has to be
//! counted or watched. A clock that runs is stopped for that moment.

mod clock;
mod in_time;
mod watchdog;
mod workers;

use std::{panic::Location, time::Duration};

use tokio::{
    runtime::{Handle, RuntimeFlavor},
    time::sleep,
};

use super::failure::fail_at;
use clock::Stopped;
pub(super) use clock::is_stopped;
use in_time::in_time;
pub(super) use in_time::{never_at_rest, soon, time_passes};
pub(super) use watchdog::PATIENCE;

/// The shortest timer that tokio has.
pub(super) const TICK: Duration = Duration::from_millis(1);

/// Waits until nothing happens any more by itself. Under a stopped clock, [`TICK`] of its time goes by.
///
/// # Panics
/// When the app does not come to rest within five seconds of real time: a task never waits for anything, or blocking
/// work does not end. `place` is where the test waits.
pub(super) async fn at_rest(place: &Location<'_>) {
    let is_at_rest = async {
        if Handle::current().runtime_flavor() == RuntimeFlavor::CurrentThread {
            let _stopped = Stopped::new();
            sleep(TICK).await;
        } else {
            workers::parked().await;
        }
    };
    if in_time(is_at_rest).await.is_none() {
        fail_at(&never_at_rest(), place);
    }
}
