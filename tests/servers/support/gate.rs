//! `Gate` holds a hook until another client opens it: for hooks whose own client has left.

use std::sync::Arc;

use tokio::sync::Semaphore;

/// Lets as many through as it was opened for. Clones are the same gate.
#[derive(Clone)]
pub struct Gate(Arc<Semaphore>);

impl Gate {
    /// A gate that lets nobody through yet.
    #[must_use]
    pub fn closed() -> Self {
        Self(Arc::new(Semaphore::new(0)))
    }

    /// Suspends until it is the caller's turn.
    pub async fn pass(&self) {
        // An error would mean that the semaphore is closed, which nobody does.
        if let Ok(permit) = self.0.acquire().await {
            permit.forget();
        }
    }

    /// Lets one through.
    pub fn open(&self) {
        self.0.add_permits(1);
    }
}
