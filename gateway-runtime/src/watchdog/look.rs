//! `look` is what the one thread of a process does that looks for code which holds its thread.

use std::{
    sync::atomic::Ordering::SeqCst,
    thread::park_timeout,
    time::{Duration, Instant},
};

use super::{
    Kind,
    board::{Found, Warning, look_at_words},
    word::IS_ASLEEP,
};
use crate::panics::called;

/// How often it looks at most and at least. The limits decide what is in between: two looks have to fit into one.
const OFTEN: Duration = Duration::from_millis(5);
const SELDOM: Duration = Duration::from_millis(50);

/// For how long nothing may happen before it sleeps; and how long it sleeps, if nobody wakes it.
const QUIET: Duration = Duration::from_secs(1);

/// Looks until there is no code to be watched any more.
pub(super) fn look() {
    let mut pause = OFTEN;
    let mut last = Instant::now();
    let mut active = last;
    loop {
        let now = Instant::now();
        // A process that was stopped for a while, as by a debugger, has not held anything meanwhile.
        let step = now.duration_since(last).min(pause * 2);
        last = now;
        let Some(found) = look_at_words(step, now) else {
            return;
        };
        let Found {
            warnings,
            is_active,
            shortest,
        } = found;
        for warning in &warnings {
            // A log that panics must not end this thread.
            let _ = called(|| warn(warning));
        }
        pause = (shortest / 2).clamp(OFTEN, SELDOM);
        if is_active {
            IS_ASLEEP.store(false, SeqCst);
            active = now;
        }
        if now.duration_since(active) < QUIET {
            park_timeout(pause);
            continue;
        }
        // Who begins to run from now on wakes this thread, which looks once more before it sleeps.
        if IS_ASLEEP.swap(true, SeqCst) {
            park_timeout(QUIET);
            IS_ASLEEP.store(false, SeqCst);
            // What has begun is not watched for as long as this thread has slept.
            last = Instant::now();
            active = last.checked_sub(QUIET).unwrap_or(last);
        }
    }
}

fn warn(warning: &Warning) {
    let Warning {
        kind,
        name,
        namespace,
        held,
    } = warning;
    let held = Duration::from_millis(held.as_millis().try_into().unwrap_or(u64::MAX));
    match kind {
        Kind::Handler => tracing::warn!(
            handler = &**name,
            namespace,
            ?held,
            "a handler holds its thread, so that other clients wait: let it await, or mark it `blocking`, as in \
             `#[subscribe_message(\"name\", blocking)]`"
        ),
        Kind::Other(what) => tracing::warn!(
            method = &**name,
            namespace,
            ?held,
            "{what} holds its thread, so that other clients wait: let it await, or leave the work to \
             `tokio::task::spawn_blocking(..).await`"
        ),
    }
}
