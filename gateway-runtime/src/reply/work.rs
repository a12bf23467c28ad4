//! `Work` is what calling a handler gave: an answer already, or a future that answers.

use std::pin::Pin;

use super::remaining::Remaining;

/// An async method that has been called and has not answered yet.
pub(crate) type Method = Pin<Box<dyn Future<Output = Remaining> + Send>>;

/// What calling a handler gave.
pub struct Work(pub(crate) Called);

/// The two ways in which a method goes on.
pub(crate) enum Called {
    /// It has returned.
    Ready(Remaining),
    /// It has to be polled.
    Later(Method),
}

impl Work {
    /// A plain method: it has returned.
    #[must_use]
    pub fn ready(remaining: Remaining) -> Self {
        Self(Called::Ready(remaining))
    }

    /// An async method: the future calls it and answers.
    #[must_use]
    pub fn later(future: impl Future<Output = Remaining> + Send + 'static) -> Self {
        Self(Called::Later(Box::pin(future)))
    }
}
