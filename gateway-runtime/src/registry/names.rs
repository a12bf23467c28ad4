//! Sort keys and spellings of places in the source.

use std::panic::Location;

/// What places are sorted by.
pub(crate) fn place(location: &Location<'static>) -> (&'static str, u32, u32) {
    (location.file(), location.line(), location.column())
}
