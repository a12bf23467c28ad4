//! `SharingHealth` tells an app whether its other servers can be reached.

use std::{
    fmt,
    future::pending,
    sync::atomic::{AtomicBool, Ordering},
};

use futures_util::future::BoxFuture;
use tokio::sync::watch;

use crate::{error::SharingError, protocol::Reachability};

/// Whether the backend that servers share rooms through can be reached. The app keeps this flag up to
/// date: read it in a readiness check, or before work that only makes sense for all servers.
///
/// An app without a shared adapter is always up.
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
    /// The state that this handle returned last.
    returned: AtomicBool,
}

impl SharingHealth {
    /// The health of a server that shares nothing.
    pub(crate) fn always_up() -> Self {
        Self {
            up: None,
            returned: AtomicBool::new(true),
        }
    }

    #[cfg_attr(
        not(any(feature = "mongodb", feature = "postgres", feature = "redis", test)),
        expect(dead_code, reason = "of the adapters behind features")
    )]
    /// The health of a backend whose state `up` follows.
    pub(crate) fn watching(up: watch::Receiver<bool>) -> Self {
        let returned = AtomicBool::new(*up.borrow());
        Self {
            up: Some(up),
            returned,
        }
    }

    /// Whether the backend can be reached, as far as is known: a backend that does not answer any more is
    /// noticed within two seconds.
    #[must_use]
    pub fn is_up(&self) -> bool {
        let up = self.up.as_ref().is_none_or(|up| *up.borrow());
        self.returned.store(up, Ordering::Relaxed);
        up
    }

    /// Waits until the state differs from the one that this handle returned last, and returns it: `true`
    /// if the backend can be reached. Pends forever if the state never changes.
    pub async fn changed(&self) -> bool {
        let Some(up) = &self.up else {
            return pending().await;
        };
        let returned = self.returned.load(Ordering::Relaxed);
        let now = up
            .clone()
            .wait_for(|up| *up != returned)
            .await
            .map(|up| *up);
        let Ok(now) = now else {
            // Nobody keeps the state up to date any more.
            return pending().await;
        };
        self.returned.store(now, Ordering::Relaxed);
        now
    }
}

impl Reachability for SharingHealth {
    fn lost(&self) -> BoxFuture<'_, SharingError> {
        let health = self.clone();
        Box::pin(async move {
            while health.is_up() {
                health.changed().await;
            }
            SharingError("the backend went away".into())
        })
    }
}

impl Clone for SharingHealth {
    fn clone(&self) -> Self {
        Self {
            up: self.up.clone(),
            returned: AtomicBool::new(self.returned.load(Ordering::Relaxed)),
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
        assert!(again.is_err(), "this handle has returned that already");
        let spawned = tokio::spawn(async move { (other.changed().await, other) });
        let (up, other) = spawned.await.expect("no panic");
        assert!(!up);
        sender.send_replace(true);
        assert!(health.is_up() && other.is_up());
    }

    #[tokio::test]
    async fn a_state_that_nobody_keeps_up_to_date_does_not_change() {
        let (sender, receiver) = watch::channel(false);
        let health = SharingHealth::watching(receiver);
        drop(sender);
        assert!(!health.is_up());
        let changed = timeout(Duration::from_millis(10), health.changed()).await;
        assert!(changed.is_err());
    }
}
