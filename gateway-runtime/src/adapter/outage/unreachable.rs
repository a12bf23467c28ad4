//! `Unreachable` says why a backend could not be used.

use std::{error::Error, fmt, sync::Arc, time::Duration};

use tokio::time::timeout;

use crate::error::SharingError;

/// The reason as text: several commands fail for one reason, and errors cannot be cloned.
#[derive(Clone, Debug)]
pub(crate) struct Unreachable(Arc<str>);

impl Unreachable {
    pub(crate) fn because(reason: impl fmt::Display) -> Self {
        Self(reason.to_string().into())
    }

    pub(crate) fn silent() -> Self {
        Self::because("it does not answer")
    }
}

/// What the backend answers, or why it did not within `limit`.
pub(crate) async fn answer_within<T, E: Error>(
    limit: Duration,
    answer: impl Future<Output = Result<T, E>>,
) -> Result<T, Unreachable> {
    match timeout(limit, answer).await {
        Ok(answer) => answer.map_err(Unreachable::because),
        Err(_) => Err(Unreachable::silent()),
    }
}

impl fmt::Display for Unreachable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Unreachable {}

impl From<Unreachable> for SharingError {
    fn from(error: Unreachable) -> Self {
        Self(error.into())
    }
}
