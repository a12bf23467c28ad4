//! `about_sharing` gives what the test's own thread has logged about sharing.

use super::support::log::lines;
pub(crate) use super::support::log::start;

/// The lines about sharing, from INFO on.
pub(crate) fn about_sharing() -> Vec<String> {
    let mut lines = lines();
    lines.retain(|line| {
        !line.contains("DEBUG ")
            && !line.contains(concat!(" (crate ", env!("CARGO_CRATE_NAME"), ") serves "))
    });
    lines
}
