//! The log of a server under test, which tests read.

use std::io;

/// Writes the log to stderr: stdout has the URL and the journal.
pub fn to_stderr() {
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(false)
        .init();
}
