//! Saying goodbye in order. Socketioxide's own `close` drops messages in work and calls no disconnect
//! handler, so everything that matters is done before it.

use std::{future::poll_fn, sync::Arc, task::Poll, time::Duration};

use tokio::time::{Instant, sleep, timeout_at};

use super::{Compiled, Shared, in_work::InWork};
use crate::{dispatch::Inbox, protocol::DisconnectReason};

/// How often it is looked whether messages are still in work.
const LOOK_AGAIN: Duration = Duration::from_millis(5);

/// The longest time that is kept back for what comes after messages, if they take all they can get: disconnect
/// hooks, the end of connections and open requests, in this order.
const RESERVE: Duration = Duration::from_secs(1);

/// Refuse what is new, let messages in work finish, run disconnect hooks, close; all before `deadline`.
pub(super) fn shutdown(shared: &Arc<Shared>, deadline: Instant) -> Compiled<()> {
    let shared = Arc::clone(shared);
    Box::pin(async move { in_order(&shared, deadline).await })
}

async fn in_order(shared: &Shared, deadline: Instant) {
    let deadline = shared.lifecycle.close(deadline);
    let left = deadline.saturating_duration_since(Instant::now());
    let reserve = (left / 10).min(RESERVE);

    let finished = timeout_at(deadline - reserve, async {
        while inboxes(shared).iter().any(|inbox| inbox.has_work()) {
            sleep(LOOK_AGAIN).await;
        }
    });
    if finished.await.is_err() {
        tracing::warn!(
            in_work = %InWork::cut_off(shared),
            "the time for messages in the shutdown is over, and those still in work are cut off"
        );
    }

    for inbox in inboxes(shared) {
        inbox.disconnect_by_server(DisconnectReason::ServerShuttingDown);
    }
    let hooks = timeout_at(deadline - reserve / 2, shared.lifecycle.all_ended());
    if hooks.await.is_err() {
        tracing::warn!(
            in_work = %InWork::cut_off(shared),
            "the time for the shutdown is over with sockets that have not ended, which are cut off"
        );
    }

    // Nobody is left whom a handle could reach.
    shared.lifecycle.end();

    // Connections that do not read would hold it up for as long as they like.
    let closed = timeout_at(deadline - reserve / 4, connections_closed(shared));
    if closed.await.is_err() {
        tracing::warn!("connections are still open and are cut off");
    }
    shared.lifecycle.closed();
}

/// Closes the connections of all servers at the same time. An app has a handful of servers, so all are polled
/// when one can go on: `join_all` is made for thousands, and compiles longer.
async fn connections_closed(shared: &Shared) {
    let servers = shared.servers.iter();
    let mut closing: Vec<_> = servers.map(|server| Box::pin(server.close())).collect();
    poll_fn(|context| {
        closing.retain_mut(|server| server.as_mut().poll(context).is_pending());
        if closing.is_empty() {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
}

/// The inboxes of the sockets of all namespaces.
pub(super) fn inboxes(shared: &Shared) -> Vec<Arc<Inbox>> {
    let servers = shared.servers.iter();
    servers
        .flat_map(|server| &server.namespaces)
        .flat_map(|runtime| runtime.inboxes())
        .collect()
}
