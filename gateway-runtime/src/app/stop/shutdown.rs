//! `shutdown` says goodbye to all clients in order.
//!
//! The protocol library's own `close` drops messages in work and calls no disconnect handler, so everything that
//! matters is done before it.

use std::{
    sync::{Arc, atomic::Ordering::SeqCst},
    time::Duration,
};

use tokio::time::{Instant, sleep, timeout_at};

use super::clients::{Client, clients};
use crate::{
    app::{compiled::Compiled, endpoint::InWork, shared::Shared},
    protocol::DisconnectReason,
    session::Shutdown,
    spawn::spawn,
};

/// How often the shutdown looks whether messages are still in work.
const LOOK_AGAIN: Duration = Duration::from_millis(5);

/// The longest time that is kept back for what comes after messages, if they take all they can get: disconnect
/// hooks, shutdown hooks, the end of connections and open requests, in this order.
const RESERVE: Duration = Duration::from_secs(1);

/// How long clients that poll may take to come for the last answers, once no message is in work any more: long enough for a
/// slow network, since a client polls again as soon as it has its answer, and short for those that are lost.
const LAST_POLL: Duration = Duration::from_secs(1);

/// Refuses what is new, lets messages in work finish, runs disconnect hooks and shutdown hooks, closes connections; all
/// before `deadline`, or the deadline of an earlier call, which `why` belongs to as well.
pub(crate) fn shutdown(shared: &Arc<Shared>, why: Shutdown, deadline: Instant) -> Compiled<()> {
    let shared = Arc::clone(shared);
    Box::pin(async move {
        let (why, deadline) = shared.lifecycle.begin_shutdown(why, deadline);
        // In a task of its own: whoever stops waiting must not stop the shutdown between two of its steps. A second call
        // waits for the first.
        if !shared.is_ending.swap(true, SeqCst) {
            let shared = Arc::clone(&shared);
            spawn(Box::pin(
                async move { in_order(&shared, why, deadline).await },
            ));
        }
        let finished = shared.lifecycle.until_shutdown_is_finished();
        // Everything in it is over by its deadline.
        let _ = timeout_at(deadline, finished).await;
    })
}

/// How much of a shutdown of this length messages may not take.
pub(super) fn reserve(all: Duration) -> Duration {
    (all / 10).min(RESERVE)
}

async fn in_order(shared: &Shared, why: Shutdown, deadline: Instant) {
    let left = deadline.saturating_duration_since(Instant::now());
    let reserve = reserve(left);
    let tasks = &shared.tasks.0;

    let finished = timeout_at(deadline - reserve, async {
        while shared.inboxes().iter().any(|inbox| inbox.has_work()) || !tasks.is_idle() {
            sleep(LOOK_AGAIN).await;
        }
    });
    if finished.await.is_err() {
        tracing::warn!(
            in_work = %cut_off(shared),
            "the time for messages in the shutdown is over, and those still in work are cut off"
        );
        tasks.cut_off();
    }
    let polled = (Instant::now() + LAST_POLL).min(deadline - reserve);
    // Who does not come is told goodbye all the same.
    let _ = timeout_at(polled, answers_polled(shared)).await;

    for inbox in shared.inboxes() {
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
    let until = deadline - reserve / 4;
    run_end_hooks(shared, why, until).await;

    // Nobody is left who may use a handle.
    shared.lifecycle.end_handles();
    // What is not of the app, such as a route, may have emitted an event meanwhile.
    if timeout_at(until, tasks.until_idle()).await.is_err() {
        tasks.cut_off();
    }

    // Limited in time, since a connection that does not read would hold the shutdown up for as long as it
    // likes.
    let closed = timeout_at(deadline - reserve / 8, connections_closed(shared));
    if closed.await.is_err() {
        tracing::warn!("connections are still open and are cut off");
    }
    shared.lifecycle.finish_shutdown();
}

/// Waits until the clients that poll have been told all there is.
async fn answers_polled(shared: &Shared) {
    let mut between_polls: Vec<Client> = clients(shared).into_values().collect();
    loop {
        between_polls.retain(Client::is_between_polls);
        if between_polls.is_empty() {
            return;
        }
        sleep(LOOK_AGAIN).await;
    }
}

/// Runs what is to run at the end of the app, and waits for the listeners of what that, or a disconnect hook, has
/// emitted.
async fn run_end_hooks(shared: &Shared, why: Shutdown, until: Instant) {
    let tasks = &shared.tasks.0;
    let running = (!shared.end_hooks.is_empty()).then(|| {
        let (hooks, own) = (Arc::clone(&shared.end_hooks), Arc::clone(tasks));
        let all = Box::pin(async move { hooks.run(why, &own).await });
        // In a task of its own, since a hook may hold its thread.
        spawn(Arc::clone(tasks).unless_cut_off(all))
    });
    let ended = timeout_at(until, async {
        if let Some(running) = running {
            // An error means that the program ends.
            let _ = running.await;
        }
        tasks.until_idle().await;
    });
    if ended.await.is_err() {
        let in_work = cut_off(shared);
        let not_begun = shared.end_hooks.give_up().join(", ");
        tracing::warn!(
            %in_work,
            not_begun,
            "the time for the shutdown is over with shutdown hooks or listeners that have not ended, which are cut \
             off"
        );
        tasks.cut_off();
    }
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
    let in_work = InWork::of(&shared.endpoints, &shared.tasks.0);
    shared.cut_off.note(&in_work);
    in_work
}
