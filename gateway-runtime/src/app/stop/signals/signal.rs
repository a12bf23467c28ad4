//! `Signal` is a signal that the process got, with the time at which it came.

use std::time::Instant;

/// A signal that demands the end of the process.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Signal {
    pub(crate) name: &'static str,
    /// When the signal came.
    pub(crate) at: Instant,
}
