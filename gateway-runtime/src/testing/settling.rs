//! `Settling` waits until an app has settled: nothing happens any more by itself, and nothing waits on its way to a
//! client that reads.

use std::{
    panic::Location,
    sync::{Arc, Mutex, Weak},
    time::{Duration, Instant},
};

use tokio::{
    runtime::{Handle, Id, RuntimeFlavor},
    time::sleep,
};

use super::{
    connection::Connection,
    failure::fail_at,
    rest::{PATIENCE, TICK, at_rest, is_stopped, never_at_rest, time_passes},
};
use crate::{app::WeakApp, sync::lock};

/// An app and the connections of its clients.
pub(super) struct Settling {
    app: WeakApp,
    connections: Mutex<Vec<Weak<Connection>>>,
    together: Together,
    /// The runtime that the app runs in.
    runtime: Id,
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
            runtime: Handle::current().id(),
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
    pub(super) async fn settled(&self, place: &Location<'_>) {
        self.together.settled(place).await;
    }

    /// Lets this time pass.
    ///
    /// # Panics
    /// If the clock runs. As [`at_rest`].
    pub(super) async fn advance(&self, time: Duration, place: &Location<'_>) {
        self.together.advance(time, place).await;
    }

    /// Whether something waits on its way to a client that reads. When it finds no room, the next try is a matter of
    /// time. It finds none for as long as the client does not read.
    fn is_under_way(&self) -> bool {
        if self.app.is_pausing() || self.app.is_blocking() {
            return true;
        }
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
    /// As [`at_rest`]. If the test runs in another runtime than an app.
    pub(super) async fn settled(&self, place: &Location<'_>) {
        let begin = Instant::now();
        loop {
            at_rest(place).await;
            let apps: Vec<_> = lock(&self.0).iter().filter_map(Weak::upgrade).collect();
            if apps.iter().any(|app| app.runtime != Handle::current().id()) {
                fail_at(
                    "the app was started in another runtime, whose rest cannot be seen from here: start an app in each test, \
                     and none in a `static`",
                    place,
                );
            }
            if !apps.iter().any(|app| app.is_under_way()) {
                return;
            }
            if begin.elapsed() > PATIENCE {
                fail_at(&never_at_rest(), place);
            }
            drop(apps);
            sleep(TICK).await;
        }
    }

    /// Lets this time pass: they settle before and after.
    ///
    /// # Panics
    /// If the clock runs. As [`at_rest`].
    pub(super) async fn advance(&self, time: Duration, place: &Location<'_>) {
        if Handle::current().runtime_flavor() != RuntimeFlavor::CurrentThread {
            fail_at(
                "`advance` moves a clock that stands, and that of a runtime with several threads cannot: write \
                 `#[tokio::test(start_paused = true)]` without `flavor`",
                place,
            );
        }
        if !is_stopped() {
            fail_at(
                "the clock runs, and `advance` moves one that stands: write `#[tokio::test(start_paused = true)]`",
                place,
            );
        }
        self.settled(place).await;
        if !time_passes(time).await {
            fail_at(&never_at_rest(), place);
        }
        self.settled(place).await;
    }
}
