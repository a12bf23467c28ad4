//! `Signal` is one that the process was sent.

use std::time::Instant;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Signal {
    pub(crate) name: &'static str,
    /// When it came.
    pub(crate) at: Instant,
}
