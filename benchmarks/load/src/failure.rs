//! `Failure` is why a run ends early, in words for the person who started it.

use std::{fmt, io};

/// A fault of the server, or the reason why the server could not be reached.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// A failure in words that need no context.
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    /// A failure that shows the packet that should not have come. A long packet is cut.
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
