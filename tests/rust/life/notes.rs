//! `Notes` are what gateways and services have done, in order.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::time::{sleep, timeout};

/// Longer than anything takes.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Clone, Default)]
pub(super) struct Notes(Arc<Mutex<Vec<String>>>);

impl Notes {
    pub(super) fn add(&self, note: impl Into<String>) {
        let mut notes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        notes.push(note.into());
    }

    pub(super) fn all(&self) -> Vec<String> {
        let notes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        notes.clone()
    }

    /// How often something was noted.
    pub(super) fn count(&self, note: &str) -> usize {
        self.all().iter().filter(|one| *one == note).count()
    }

    /// Waits until something was noted so often.
    pub(super) async fn until(&self, note: &str, count: usize) {
        wait_until(|| self.count(note) >= count).await;
    }
}

/// Waits until `condition` holds, which has to be soon.
pub(super) async fn wait_until(condition: impl Fn() -> bool) {
    let held = async {
        while !condition() {
            sleep(Duration::from_millis(2)).await;
        }
    };
    timeout(PATIENCE, held).await.expect("it comes to that");
}
