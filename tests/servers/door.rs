//! Waiting for another client: for hooks whose own client has left.

use std::sync::Arc;

use tokio::sync::Semaphore;

/// Lets as many through as it was told to. Clones are the same door.
#[derive(Clone)]
pub(crate) struct Door(Arc<Semaphore>);

impl Door {
    pub(crate) fn closed() -> Self {
        Self(Arc::new(Semaphore::new(0)))
    }

    /// Suspends until it is this one's turn.
    pub(crate) async fn pass(&self) {
        // An error would mean that the semaphore is closed, which nobody does.
        if let Ok(permit) = self.0.acquire().await {
            permit.forget();
        }
    }

    /// Lets one through.
    pub(crate) fn open(&self) {
        self.0.add_permits(1);
    }
}
