//! `AfterCall` is what is left to be done when a method has returned.

use std::{
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

use tokio::task::coop;

/// A future without a result whose type is forgotten.
type Task = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Nothing, or the stream that the method returned, which is driven in a task of its own.
#[must_use]
pub struct AfterCall(Option<Task>);

impl AfterCall {
    /// The message is answered.
    pub fn nothing() -> Self {
        Self(None)
    }

    /// `task` answers.
    pub(super) fn task(task: impl Future<Output = ()> + Send + 'static) -> Self {
        Self(Some(Box::pin(task)))
    }

    /// What is left of `task` after one poll, here.
    pub(crate) fn rest_of(task: impl Future<Output = ()> + Send + 'static) -> Self {
        let mut task: Task = Box::pin(task);
        let mut context = Context::from_waker(Waker::noop());
        // No wake-up is lost: who drives the rest polls it again, with a waker of its own. Unconstrained, as the
        // first poll of a handler is.
        match pin!(coop::unconstrained(task.as_mut())).poll(&mut context) {
            Poll::Ready(()) => Self(None),
            Poll::Pending => Self(Some(task)),
        }
    }

    /// Does what is left.
    pub(crate) async fn finish(self) {
        if let Some(task) = self.0 {
            task.await;
        }
    }

    /// Whether there is a task.
    pub(crate) fn is_something(&self) -> bool {
        self.0.is_some()
    }

    /// The task, if there is one.
    pub(crate) fn into_task(self) -> Option<Task> {
        self.0
    }
}
