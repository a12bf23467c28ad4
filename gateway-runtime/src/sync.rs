//! `lock` locks a mutex, also one that was poisoned by a panic.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks `mutex`. User code never runs while this crate holds a lock, so a poisoned mutex still holds a
/// consistent value.
pub(crate) fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
