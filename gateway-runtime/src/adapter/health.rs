//! Whether the other servers can be reached.

use std::{
    fmt,
    future::pending,
    sync::atomic::{AtomicBool, Ordering},
};

use tokio::sync::watch;

/// Whether the backend that servers share rooms through can be reached: a flag that the app keeps up
/// to date by itself. For a readiness check, or to hold back what only makes sense for all servers.
///
/// Without a shared adapter it is always up.
///
/// ```
/// use gateway_runtime::Sharing;
///
/// let health = Sharing::none().health();
/// assert!(health.is_up());
/// ```
pub struct SharingHealth {
    /// `None` where there is nothing that could go away.
    up: Option<watch::Receiver<bool>>,
    /// What this handle said last.
    said: AtomicBool,
}

impl SharingHealth {
    /// Of a server that shares nothing.
    pub(super) fn always_up() -> Self {
        Self {
            up: None,
            said: AtomicBool::new(true),
        }
    }

    #[cfg_attr(
        not(any(feature = "mongodb", feature = "postgres", feature = "redis", test)),
        expect(dead_code, reason = "of the adapters behind features")
    )]
    pub(super) fn watching(up: watch::Receiver<bool>) -> Self {
        let said = AtomicBool::new(*up.borrow());
        Self { up: Some(up), said }
    }

    /// Whether the backend can be reached, as far as is known: a silent one is noticed within a second
    /// or two.
    #[must_use]
    pub fn is_up(&self) -> bool {
        let up = self.up.as_ref().is_none_or(|up| *up.borrow());
        self.said.store(up, Ordering::Relaxed);
        up
    }

    /// Waits until it is otherwise than this handle has said last, and says so; for ever if it stays as
    /// it is.
    pub async fn changed(&self) -> bool {
        let Some(up) = &self.up else {
            return pending().await;
        };
        let said = self.said.load(Ordering::Relaxed);
        let now = up.clone().wait_for(|up| *up != said).await.map(|up| *up);
        let Ok(now) = now else {
            // Nobody keeps it up to date any more.
            return pending().await;
        };
        self.said.store(now, Ordering::Relaxed);
        now
    }

    /// Waits until it is down, which it may be already.
    pub(super) async fn down(&self) {
        let health = self.clone();
        while health.is_up() {
            health.changed().await;
        }
    }
}

impl Clone for SharingHealth {
    fn clone(&self) -> Self {
        Self {
            up: self.up.clone(),
            said: AtomicBool::new(self.said.load(Ordering::Relaxed)),
        }
    }
}

impl fmt::Debug for SharingHealth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SharingHealth")
            .field("is_up", &self.up.as_ref().is_none_or(|up| *up.borrow()))
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::timeout;

    use super::*;

    #[tokio::test]
    async fn a_change_is_seen_once_by_each_handle() {
        let (sender, receiver) = watch::channel(true);
        let health = SharingHealth::watching(receiver);
        let other = health.clone();
        sender.send_replace(false);
        assert!(!health.changed().await);
        let again = timeout(Duration::from_millis(10), health.changed()).await;
        assert!(again.is_err(), "it has said so already");
        let spawned = tokio::spawn(async move { (other.changed().await, other) });
        let (up, other) = spawned.await.expect("no panic");
        assert!(!up);
        sender.send_replace(true);
        assert!(health.is_up() && other.is_up());
    }

    #[tokio::test]
    async fn one_that_nobody_keeps_up_to_date_stays_as_it_is() {
        let (sender, receiver) = watch::channel(false);
        let health = SharingHealth::watching(receiver);
        drop(sender);
        assert!(!health.is_up());
        let changed = timeout(Duration::from_millis(10), health.changed()).await;
        assert!(changed.is_err());
    }
}
