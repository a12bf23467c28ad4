//! `place` writes where something stands in a source file.

use std::panic::Location;

/// `src/chat.rs:12`
pub(crate) fn place(location: &Location<'_>) -> String {
    format!("{}:{}", location.file(), location.line())
}
