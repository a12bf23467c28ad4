//! `Meter` measures what the server spends for a time.

use std::time::{Duration, Instant};

use crate::{number::real, usage};

/// A measurement that has begun.
pub(super) struct Meter {
    server: Option<u32>,
    processor_time: Option<Duration>,
    began: Instant,
}

/// The result of a measurement.
pub(super) struct Spent {
    /// The time by the clock.
    pub(super) time: Duration,
    /// The time that the server's threads ran, if the system tells.
    pub(super) processor_time: Option<Duration>,
}

impl Meter {
    /// Begins a measurement. `server` is the id of the server's process, if that is known.
    pub(super) fn start(server: Option<u32>) -> Self {
        Self {
            server,
            processor_time: server.and_then(usage::processor_time),
            began: Instant::now(),
        }
    }

    pub(super) fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    pub(super) fn stop(&self) -> Spent {
        let after = self.server.and_then(usage::processor_time);
        let spent = after.zip(self.processor_time);
        Spent {
            time: self.began.elapsed(),
            processor_time: spent.map(|(after, before)| after.saturating_sub(before)),
        }
    }
}

impl Spent {
    /// How many of `count` things there were in a second.
    pub(super) fn per_second(&self, count: u64) -> f64 {
        real(count) / self.time.as_secs_f64()
    }

    /// Microseconds of the server's processor for one of `count` things.
    pub(super) fn microseconds_each(&self, count: u64) -> Option<f64> {
        let spent = self.processor_time?;
        Some(spent.as_secs_f64() * 1e6 / real(count.max(1)))
    }
}
