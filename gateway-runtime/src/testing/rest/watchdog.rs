//! `barks` tells when somebody has waited for rest too long, by the system's clock: a task that never waits for anything
//! keeps every timer of its runtime from ringing, so a thread of ours looks.

use std::{
    sync::{Arc, Mutex, Weak},
    thread,
    time::{Duration, Instant},
};

use tokio::sync::Notify;

use crate::sync::lock;

/// How long an app may take to come to rest.
pub(in crate::testing) const PATIENCE: Duration = Duration::from_secs(5);

/// How often the thread looks.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// Since when somebody waits, and how to tell that the time is over.
type Waiting = (Instant, Weak<Notify>);

/// Those who wait; `None` while no thread looks.
static WATCHED: Mutex<Option<Vec<Waiting>>> = Mutex::new(None);

/// Waits for as long as an app may take to come to rest.
pub(super) async fn barks() {
    let waiting = Arc::new(Notify::new());
    watch(&waiting);
    waiting.notified().await;
}

/// Has a thread of ours look at who waits.
fn watch(waiting: &Arc<Notify>) {
    let entry = (Instant::now(), Arc::downgrade(waiting));
    let mut watched = lock(&WATCHED);
    if let Some(watched) = &mut *watched {
        watched.push(entry);
    } else if thread::Builder::new().spawn(look).is_ok() {
        *watched = Some(vec![entry]);
    }
}

/// Looks until nobody waits any more, so that no thread is left behind.
fn look() {
    loop {
        thread::sleep(LOOK_AGAIN);
        let mut all = lock(&WATCHED);
        let Some(watched) = &mut *all else { return };
        watched.retain(|(since, waiting)| {
            let Some(waiting) = waiting.upgrade() else {
                return false;
            };
            let is_over = since.elapsed() > PATIENCE;
            if is_over {
                waiting.notify_one();
            }
            !is_over
        });
        if watched.is_empty() {
            *all = None;
            return;
        }
    }
}
