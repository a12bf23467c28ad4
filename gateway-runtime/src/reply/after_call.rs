//! `AfterCall` is what is left to be done when a method has returned.

use std::pin::Pin;

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

    /// Whether there is a task.
    pub(crate) fn is_something(&self) -> bool {
        self.0.is_some()
    }

    /// The task, if there is one.
    pub(crate) fn into_task(self) -> Option<Task> {
        self.0
    }
}
