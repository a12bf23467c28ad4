//! `Reachability` lets those that wait for other servers stop when the backend goes away.

use futures_util::future::BoxFuture;

use crate::error::SharingError;

/// Whether a backend can be reached, for those that wait for something else at the same time.
pub(crate) trait Reachability: Send + Sync + 'static {
    /// Waits until the backend is away, which it may be already, and says why.
    fn lost(&self) -> BoxFuture<'_, SharingError>;
}
