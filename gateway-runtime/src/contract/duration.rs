//! `duration` writes how long something takes.

use std::time::Duration;

/// The duration with its unit: `250ms`, `1.5s`.
pub(super) fn duration(milliseconds: u64) -> String {
    format!("{:?}", Duration::from_millis(milliseconds))
}
