//! `let_go` lets the clients of an app go little by little, before the app is shut down.

use std::{sync::Arc, time::Duration};

use serde::Serialize;
use tokio::{
    task::yield_now,
    time::{Instant, sleep, sleep_until, timeout_at},
};

use super::{shutdown::reserve, waves::Waves};
use crate::{
    app::{compiled::Compiled, shared::Shared},
    spawn::spawn,
};

/// How many clients are told something before other tasks have their turn.
const AT_ONCE: usize = 256;

/// How long the first client may take to hear the announcement before it leaves.
const TO_HEAR: Duration = Duration::from_millis(250);

/// How long the last portion may take to be closed.
const LAST_PORTION: Duration = Duration::from_millis(100);

/// The payload of the announcement, which the contract describes: `app/contract/announcement.rs`.
#[derive(Serialize)]
struct Announcement {
    /// The milliseconds until the last client has left.
    r#in: u64,
}

/// Lets the clients go, as the builder's `drain` says, and returns the moment at which the time of the shutdown begins:
/// `since`, if they are not to be let go. A second call waits for the first; a shutdown ends both.
pub(crate) fn let_go(shared: &Arc<Shared>, since: Instant) -> Compiled<Instant> {
    let shared = Arc::clone(shared);
    Box::pin(async move {
        let Some(drain) = &shared.drain else {
            return since;
        };
        if shared.lifecycle.is_shutting_down() {
            return since;
        }
        // In a task of its own: whoever stops waiting must not stop the clients halfway.
        if shared.lifecycle.begin_to_leave() {
            let shared = Arc::clone(&shared);
            spawn(Box::pin(async move {
                tokio::select! {
                    () = in_order(&shared, since) => {}
                    () = shared.lifecycle.until_shutdown_begins() => {}
                }
                shared.lifecycle.finish_draining();
            }));
        }
        let deadline = since + drain.time();
        // Everything in it is over by its deadline, but for the last portion.
        let _ = timeout_at(deadline + LAST_PORTION, shared.lifecycle.until_drained()).await;
        Instant::now().min(deadline)
    })
}

async fn in_order(shared: &Shared, since: Instant) {
    let Some(drain) = &shared.drain else {
        return;
    };
    if !drain.not_ready_for.is_zero() {
        tracing::info!(time = ?drain.not_ready_for, "not ready, so that no new clients are sent here");
        sleep_until(since + drain.not_ready_for).await;
    }
    shared.lifecycle.begin_to_drain();
    let end = since + drain.time();
    if let Some(event) = &drain.announcement {
        announce(shared, event, end).await;
        sleep((drain.over / 10).min(TO_HEAR)).await;
    }
    let patience = shared
        .shutdown_deadline
        .saturating_sub(reserve(shared.shutdown_deadline));
    Waves::new(shared, end, patience).run().await;
}

/// Tells every socket of this server what is about to happen.
async fn announce(shared: &Shared, event: &str, end: Instant) {
    for (number, inbox) in shared.inboxes().iter().enumerate() {
        let left = end.saturating_duration_since(Instant::now());
        let announcement = Announcement {
            r#in: u64::try_from(left.as_millis()).unwrap_or(u64::MAX),
        };
        let session = inbox.session();
        if let Some(socket) = session.socket() {
            // Who has left meanwhile need not hear it.
            let _ = session.emit(&socket, event, &announcement);
        }
        if number % AT_ONCE == AT_ONCE - 1 {
            yield_now().await;
        }
    }
}
