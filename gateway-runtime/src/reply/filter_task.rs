//! `FilterTask` is the task of a filter that sees the failure of a handler which was dropped.
//!
//! A handler that panics or is over its `timeout` leaves its reply to be dropped, where no code of a user may run, so the
//! filter runs in a task. Whoever drops the handler takes the task up and waits for it: the message is in work until its
//! filter has ended, so that neither a client that lets handlers panic has more filters running than messages in work,
//! nor a shutdown ends before the answer.

use std::{
    cell::Cell,
    sync::{Arc, Weak},
};

use tokio::task::JoinHandle;

use super::AfterCall;
use crate::session::Session;

/// See the [module](self).
struct FilterTask {
    /// Whose message it is. Weak, since nobody may take the task up.
    session: Weak<Session>,
    task: JoinHandle<()>,
}

thread_local! {
    /// The last task that a drop on this thread has started.
    static STARTED: Cell<Option<FilterTask>> = const { Cell::new(None) };
}

/// Leaves a task to whoever drops the handler at the moment.
pub(super) fn leave(session: &Arc<Session>, task: JoinHandle<()>) {
    let started = FilterTask {
        session: Arc::downgrade(session),
        task,
    };
    // A thread that ends waits for nothing.
    let _ = STARTED.try_with(|place| place.set(Some(started)));
}

/// What is left to be done for a handler of this session that this thread has just dropped.
pub(crate) fn left_by_drop(session: &Arc<Session>) -> AfterCall {
    let started = STARTED.try_with(Cell::take).ok().flatten();
    match started.filter(|started| started.session.as_ptr() == Arc::as_ptr(session)) {
        None => AfterCall::nothing(),
        Some(FilterTask { task, .. }) => AfterCall::task(async {
            // The task has answered, whether it has panicked or not.
            let _ = task.await;
        }),
    }
}
