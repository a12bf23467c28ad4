//! `in_a_line` writes an error with all its sources.

use std::error::Error;

/// The error and its sources in one line, for the log: the outermost error first.
pub(crate) fn in_a_line(error: &(dyn Error + 'static)) -> String {
    let mut line = error.to_string();
    let mut next = error.source();
    while let Some(source) = next {
        line.push_str(": ");
        line.push_str(&source.to_string());
        next = source.source();
    }
    line
}
