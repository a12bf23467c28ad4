//! Saying goodbye in order. Socketioxide's own `close` drops messages in work and calls no disconnect
//! handler, so everything that matters is done before it.

use std::{sync::Arc, time::Duration};

use futures_util::future::join_all;
use tokio::time::{Instant, sleep, timeout_at};

use super::{Compiled, Shared};
use crate::{dispatch::Session, socket::DisconnectReason};

/// How often it is looked whether messages are still in work.
const LOOK_AGAIN: Duration = Duration::from_millis(5);

/// Refuse what is new, let messages in work finish, run disconnect hooks, close.
pub(super) fn shutdown(shared: &Arc<Shared>, deadline: Duration) -> Compiled<()> {
    let shared = Arc::clone(shared);
    Box::pin(async move { in_order(&shared, deadline).await })
}

async fn in_order(shared: &Shared, deadline: Duration) {
    let deadline = Instant::now() + deadline;
    shared.lifecycle.close();

    let finished = timeout_at(deadline, async {
        while sessions(shared).iter().any(|session| session.has_work()) {
            sleep(LOOK_AGAIN).await;
        }
    });
    if finished.await.is_err() {
        tracing::warn!("the deadline of the shutdown is over with messages still in work");
    }

    for session in sessions(shared) {
        session.leave_by_itself(DisconnectReason::ServerShuttingDown);
    }
    if timeout_at(deadline, shared.lifecycle.all_ended())
        .await
        .is_err()
    {
        tracing::warn!("the deadline of the shutdown is over with disconnect hooks still running");
    }

    // Nobody is left whom a handle could reach.
    shared.lifecycle.end();

    // Connections that do not read would hold it up for as long as they like.
    if timeout_at(
        deadline.max(Instant::now() + Duration::from_secs(1)),
        join_all(shared.servers.iter().map(|server| server.close())),
    )
    .await
    .is_err()
    {
        tracing::warn!("connections are still open and are cut off");
    }
    shared.lifecycle.closed();
}

/// The sockets of all namespaces.
fn sessions(shared: &Shared) -> Vec<Arc<Session>> {
    let servers = shared.servers.iter();
    servers
        .flat_map(|server| &server.namespaces)
        .flat_map(|runtime| runtime.namespaces())
        .flat_map(|namespace| namespace.sessions())
        .collect()
}
