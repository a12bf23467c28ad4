//! Why a run ends early: words for the person who started it.

use std::{fmt, io};

/// What the server did that it should not, or why nothing could be asked of it.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// A failure in words that need no context.
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    /// A packet that should not have come. Long ones are cut.
    pub(crate) fn packet(what: &str, packet: &[u8]) -> Self {
        let shown = &packet[..packet.len().min(200)];
        Self(format!("{what}: {}", String::from_utf8_lossy(shown)))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self(error.to_string())
    }
}
