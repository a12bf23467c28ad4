//! `Status` is what the health flag and the log know of a backend.

use std::{
    fmt,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use tokio::sync::watch;

use super::health::SharingHealth;
use crate::sync::lock;

/// The status of one backend, whatever the number of connections to it. An outage is one line in the
/// log when it begins and one when it is over.
pub(crate) struct Status {
    /// The backend's address in the log: without credentials.
    address: String,
    up: watch::Sender<bool>,
    outage: Mutex<Outage>,
}

#[derive(Default)]
struct Outage {
    /// How many connections are down.
    connections: usize,
    since: Option<Instant>,
    /// How many messages did not reach the other servers.
    not_shared: u64,
}

impl Status {
    /// The status of a backend that can be reached.
    pub(crate) fn new(address: String) -> Arc<Self> {
        Arc::new(Self {
            address,
            up: watch::Sender::new(true),
            outage: Mutex::default(),
        })
    }

    pub(crate) fn health(&self) -> SharingHealth {
        SharingHealth::watching(self.up.subscribe())
    }

    /// One connection more is down, whether or not it was ever up.
    pub(crate) fn lost(&self, cause: &dyn fmt::Display) {
        {
            let mut outage = lock(&self.outage);
            outage.connections += 1;
            if outage.connections > 1 {
                return;
            }
            outage.since = Some(Instant::now());
            outage.not_shared = 0;
            self.up.send_replace(false);
        }
        tracing::warn!(
            backend = self.address,
            cause = %cause,
            "rooms are not shared between servers: the backend cannot be reached; \
             the clients of this server are still served"
        );
    }

    /// A connection that was down is up.
    pub(crate) fn back(&self) {
        if let Some((down, not_shared)) = self.one_less() {
            tracing::info!(
                backend = self.address,
                seconds = down.as_secs_f32(),
                not_shared,
                "rooms are shared between servers again"
            );
        }
    }

    /// A connection that was down is not needed any more.
    #[cfg(feature = "redis")]
    pub(crate) fn given_up(&self) {
        self.one_less();
    }

    /// A message did not reach the other servers.
    pub(crate) fn not_shared(&self) {
        lock(&self.outage).not_shared += 1;
    }

    #[cfg(all(test, any(feature = "mongodb", feature = "postgres")))]
    pub(crate) fn unshared(&self) -> u64 {
        lock(&self.outage).not_shared
    }

    /// One connection less is down. If it was the last, the outage is over: how long it was, and how
    /// many messages were not shared.
    fn one_less(&self) -> Option<(Duration, u64)> {
        let mut outage = lock(&self.outage);
        outage.connections = outage.connections.checked_sub(1)?;
        if outage.connections > 0 {
            return None;
        }
        self.up.send_replace(true);
        let down = outage.since.take()?.elapsed();
        Some((down, outage.not_shared))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backend_is_up_when_every_connection_is() {
        let status = Status::new("redis://127.0.0.1".into());
        let health = status.health();
        assert!(health.is_up());
        status.lost(&"first");
        status.lost(&"second");
        status.not_shared();
        status.back();
        assert!(!health.is_up());
        assert_eq!(status.one_less().map(|(_, not_shared)| not_shared), Some(1));
        assert!(health.is_up());
        assert_eq!(status.one_less(), None, "nothing is down any more");
    }
}
