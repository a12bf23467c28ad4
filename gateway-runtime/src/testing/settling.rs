//! `Settling` waits until an app has settled: nothing happens any more by itself, and nothing waits on its way to a
//! client that reads.

use std::{
    sync::{Arc, Mutex, Weak},
    time::Duration,
};

use tokio::time::sleep;

use super::{
    connection::Connection,
    failure::fail_without_client,
    rest::{TICK, at_rest, is_stopped},
};
use crate::{app::WeakApp, sync::lock};

/// An app and the connections of its clients.
pub(super) struct Settling {
    app: WeakApp,
    connections: Mutex<Vec<Weak<Connection>>>,
    together: Together,
}

/// Apps that settle together, since one may wait for what another does: the servers of a cluster.
#[derive(Clone, Default)]
pub(super) struct Together(Arc<Mutex<Vec<Weak<Settling>>>>);

impl Settling {
    /// Of an app that settles together with others, or alone.
    pub(super) fn new(app: WeakApp, together: Together) -> Arc<Self> {
        let settling = Arc::new(Self {
            app,
            connections: Mutex::default(),
            together,
        });
        lock(&settling.together.0).push(Arc::downgrade(&settling));
        settling
    }

    /// Adds the connection of a client.
    pub(super) fn add(&self, connection: &Arc<Connection>) {
        let mut connections = lock(&self.connections);
        connections.retain(|connection| connection.strong_count() > 0);
        connections.push(Arc::downgrade(connection));
    }

    /// The connections of clients that are still there.
    pub(super) fn connections(&self) -> Vec<Arc<Connection>> {
        let connections = lock(&self.connections);
        connections.iter().filter_map(Weak::upgrade).collect()
    }

    /// Waits until the app has settled, with those that settle together with it.
    ///
    /// # Panics
    /// As [`at_rest`].
    pub(super) async fn settled(&self) {
        self.together.settled().await;
    }

    /// Lets this time pass.
    ///
    /// # Panics
    /// If the clock runs. As [`at_rest`].
    pub(super) async fn advance(&self, time: Duration) {
        self.together.advance(time).await;
    }

    /// Whether something waits on its way to a client that reads. When it finds no room, the next try is a matter of
    /// time. It finds none for as long as the client does not read.
    fn is_under_way(&self) -> bool {
        let lagging = self.app.sockets_that_lag();
        if lagging.is_empty() {
            return false;
        }
        let connections = self.connections();
        let deaf: Vec<_> = connections
            .iter()
            .flat_map(|connection| connection.sockets_that_do_not_read())
            .collect();
        !lagging.iter().all(|socket| deaf.contains(socket))
    }
}

impl Together {
    /// Waits until all of them have settled.
    ///
    /// # Panics
    /// As [`at_rest`].
    pub(super) async fn settled(&self) {
        loop {
            at_rest().await;
            let apps: Vec<_> = lock(&self.0).iter().filter_map(Weak::upgrade).collect();
            if !apps.iter().any(|app| app.is_under_way()) {
                return;
            }
            drop(apps);
            sleep(TICK).await;
        }
    }

    /// Lets this time pass: they settle before and after.
    ///
    /// # Panics
    /// If the clock runs. As [`at_rest`].
    pub(super) async fn advance(&self, time: Duration) {
        if !is_stopped() {
            fail_without_client(
                "the clock runs, and `advance` moves one that stands: write `#[tokio::test(start_paused = true)]`",
            );
        }
        self.settled().await;
        sleep(time).await;
        self.settled().await;
    }
}
