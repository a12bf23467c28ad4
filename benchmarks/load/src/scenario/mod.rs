//! The scenarios are what is measured: each has its options, runs to its end, and reports named figures.
//!
//! They drive a [`Pool`] of connections, check every reply, and know nothing of the command line.

mod acknowledge;
mod across;
mod answers;
mod broadcast;
mod connect;
mod crowd;
mod flood;
mod idle;
mod listeners;
mod meter;
mod payload;
mod shout;
mod spread;

use std::time::Duration;

pub use acknowledge::{Acknowledge, Until};
pub use across::Across;
pub use broadcast::Broadcast;
pub use connect::Connect;
pub use crowd::Crowd;
pub use flood::Flood;
pub use idle::Idle;
pub use payload::Payload;
pub use shout::Shout;
pub use spread::{Place, Spread};

use crate::{
    Failure,
    pool::{Pool, Scenario},
};

/// Names and figures, in the order in which they are printed.
pub type Report = Vec<(&'static str, f64)>;

/// How long a server may be silent when something is to come.
const PATIENCE: Duration = Duration::from_secs(10);

/// How many connections are opened at a time, so that the server's backlog is never full.
const AT_A_TIME: usize = 64;

/// How long nothing is sent to a server that has let everyone in. A server that is written by hand may register
/// its handlers after it has let the client in, and loses what arrives before that.
pub(crate) const SETTLE: Duration = Duration::from_millis(250);

/// Opens `count` more connections and waits until all are let in and settled.
fn open_all<S: Scenario>(
    pool: &mut Pool,
    scenario: &mut S,
    count: usize,
    connected: impl Fn(&S) -> usize,
) -> Result<(), Failure> {
    let goal = connected(scenario) + count;
    let mut left = count;
    while left > 0 {
        let now = left.min(AT_A_TIME);
        for _ in 0..now {
            pool.open()?;
        }
        left -= now;
        pool.run(scenario, PATIENCE, |scenario| {
            connected(scenario) == goal - left
        })?;
    }
    pool.rest(scenario, SETTLE)
}

/// The arguments of an echo.
fn echo(event: &str, id: u64, text: &str) -> String {
    format!(r#"["{event}",{{"id":{id},"text":"{text}"}}]"#)
}

/// The answer to an echo.
fn echoed(id: u64, text: &str) -> String {
    format!(r#"[{{"id":{id},"text":"{text}"}}]"#)
}

/// A text of this many bytes.
fn text(bytes: usize) -> String {
    let words = "the quick brown fox jumps over the lazy dog ";
    words.chars().cycle().take(bytes).collect()
}

/// The failure of an event that the server should not send.
fn unexpected(arguments: &[u8]) -> Result<(), Failure> {
    Err(Failure::packet("an event that nobody asked for", arguments))
}
