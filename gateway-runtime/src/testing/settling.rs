//! `Settling` waits until an app has settled: nothing happens any more by itself, and nothing waits on its way to a
//! client that reads.

use std::sync::{Arc, Mutex, Weak};

use tokio::time::sleep;

use super::{
    connection::Connection,
    rest::{TICK, at_rest},
};
use crate::{app::WeakApp, sync::lock};

/// An app and the connections of its clients.
pub(super) struct Settling {
    app: WeakApp,
    connections: Mutex<Vec<Weak<Connection>>>,
}

impl Settling {
    pub(super) fn new(app: WeakApp) -> Self {
        Self {
            app,
            connections: Mutex::default(),
        }
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

    /// Waits until the app has settled.
    ///
    /// # Panics
    /// As [`at_rest`].
    pub(super) async fn settled(&self) {
        loop {
            at_rest().await;
            // When an answer finds no room, the next try is a matter of time. It finds none for as long as the client does
            // not read.
            let lagging = self.app.sockets_that_lag();
            if lagging.is_empty() {
                return;
            }
            let connections = self.connections();
            let deaf: Vec<_> = connections
                .iter()
                .flat_map(|connection| connection.sockets_that_do_not_read())
                .collect();
            if lagging.iter().all(|socket| deaf.contains(socket)) {
                return;
            }
            sleep(TICK).await;
        }
    }
}
