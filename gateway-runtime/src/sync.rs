//! `lock` locks a mutex, also one that was poisoned by a panic; `until` waits for a condition.

use std::{
    pin::pin,
    sync::{Mutex, MutexGuard, PoisonError},
};

use tokio::sync::Notify;

/// Locks `mutex`. User code never runs while this crate holds a lock, so a poisoned mutex still holds a
/// consistent value.
pub(crate) fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits until `condition` holds, which may change whenever `change` notifies.
pub(crate) async fn until(change: &Notify, condition: impl Fn() -> bool) {
    loop {
        let mut changed = pin!(change.notified());
        // Listening begins before the condition is checked, so that no change in between is missed.
        changed.as_mut().enable();
        if condition() {
            return;
        }
        changed.await;
    }
}
