//! `place` writes where in the source files something is declared.

use std::panic::Location;

/// Writes a location as `src/chat.rs:12`.
pub(crate) fn place(location: &Location<'_>) -> String {
    format!("{}:{}", location.file(), location.line())
}
