//! What is known of a backend: for the health flag, and for the log, which says it once.

use std::{
    fmt,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use tokio::sync::watch;

use super::SharingHealth;
use crate::sync::lock;

/// Of one backend, whatever the number of connections to it.
pub(super) struct Status {
    /// What the log calls it: without credentials.
    address: String,
    up: watch::Sender<bool>,
    outage: Mutex<Outage>,
}

#[derive(Default)]
struct Outage {
    /// How many connections are down.
    connections: usize,
    since: Option<Instant>,
    /// What was not told to the other servers.
    not_shared: u64,
}

impl Status {
    /// Of a backend that can be reached.
    pub(super) fn new(address: String) -> Arc<Self> {
        Arc::new(Self {
            address,
            up: watch::Sender::new(true),
            outage: Mutex::default(),
        })
    }

    pub(super) fn health(&self) -> SharingHealth {
        SharingHealth::watching(self.up.subscribe())
    }

    /// A connection that was up, or was never so, is down.
    pub(super) fn lost(&self, cause: &dyn fmt::Display) {
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

    /// A connection that was down is up again.
    pub(super) fn back(&self) {
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
    pub(super) fn given_up(&self) {
        self.one_less();
    }

    /// Something was not told to the other servers.
    pub(super) fn not_shared(&self) {
        lock(&self.outage).not_shared += 1;
    }

    /// How long the outage was that is over with this.
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
    fn it_is_up_when_every_connection_is() {
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
