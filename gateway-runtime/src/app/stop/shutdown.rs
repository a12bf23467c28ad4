//! `shutdown` says goodbye to all clients in order.
//!
//! The protocol library's own `close` drops messages in work and calls no disconnect handler, so everything that
//! matters is done before it.

use std::{sync::Arc, time::Duration};

use tokio::time::{Instant, sleep, timeout_at};

use crate::{
    app::{compiled::Compiled, endpoint::InWork, shared::Shared},
    dispatch::Inbox,
    protocol::DisconnectReason,
};

/// How often the shutdown looks whether messages are still in work.
const LOOK_AGAIN: Duration = Duration::from_millis(5);

/// The longest time that is kept back for what comes after messages, if they take all they can get: disconnect
/// hooks, the end of connections and open requests, in this order.
const RESERVE: Duration = Duration::from_secs(1);

/// Refuses what is new, lets messages in work finish, runs disconnect hooks, closes connections; all before
/// `deadline`, or the deadline of an earlier call.
pub(crate) fn shutdown(shared: &Arc<Shared>, deadline: Instant) -> Compiled<()> {
    let shared = Arc::clone(shared);
    Box::pin(async move { in_order(&shared, deadline).await })
}

async fn in_order(shared: &Shared, deadline: Instant) {
    let deadline = shared.lifecycle.begin_shutdown(deadline);
    let left = deadline.saturating_duration_since(Instant::now());
    let reserve = (left / 10).min(RESERVE);

    let finished = timeout_at(deadline - reserve, async {
        while inboxes(shared).iter().any(|inbox| inbox.has_work()) {
            sleep(LOOK_AGAIN).await;
        }
    });
    if finished.await.is_err() {
        tracing::warn!(
            in_work = %cut_off(shared),
            "the time for messages in the shutdown is over, and those still in work are cut off"
        );
    }

    for inbox in inboxes(shared) {
        inbox.disconnect_by_server(DisconnectReason::ServerShuttingDown);
    }
    let hooks = timeout_at(
        deadline - reserve / 2,
        shared.lifecycle.until_all_sessions_end(),
    );
    if hooks.await.is_err() {
        tracing::warn!(
            in_work = %cut_off(shared),
            "the time for the shutdown is over with sockets that have not ended, which are cut off"
        );
    }

    // Nobody is left whom a handle could reach.
    shared.lifecycle.end_handles();

    // Limited in time, since a connection that does not read would hold the shutdown up for as long as it
    // likes.
    let closed = timeout_at(deadline - reserve / 4, connections_closed(shared));
    if closed.await.is_err() {
        tracing::warn!("connections are still open and are cut off");
    }
    shared.lifecycle.finish_shutdown();
}

/// Closes the connections of all endpoints at the same time.
async fn connections_closed(shared: &Shared) {
    let endpoints = shared.endpoints.iter();
    let closing: Vec<_> = endpoints.map(|endpoint| endpoint.close()).collect();
    for closed in closing {
        // An error means that the library has panicked or that the program ends: nothing can be closed then.
        let _ = closed.await;
    }
}

/// What is in work and is cut off now, noted for the last line of the log.
fn cut_off(shared: &Shared) -> InWork {
    let in_work = InWork::of(&shared.endpoints);
    shared.cut_off.note(&in_work);
    in_work
}

/// The inboxes of the sockets of all endpoints.
fn inboxes(shared: &Shared) -> Vec<Arc<Inbox>> {
    let endpoints = shared.endpoints.iter();
    endpoints.flat_map(|endpoint| endpoint.inboxes()).collect()
}
