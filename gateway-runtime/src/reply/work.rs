//! `Work` is what calling a handler gave: an answer already, or a future that answers.

use std::pin::Pin;

use super::after_call::AfterCall;

/// An async method that has been called and has not answered yet.
pub(crate) type Method = Pin<Box<dyn Future<Output = AfterCall> + Send>>;

/// A handler that has been called.
pub struct Work(pub(crate) Called);

/// The two kinds of methods.
pub(crate) enum Called {
    /// The method has returned.
    Ready(AfterCall),
    /// The method is async, and its future has to be polled.
    Later(Method),
}

impl Work {
    /// A plain method, which has returned.
    #[must_use]
    pub fn ready(remaining: AfterCall) -> Self {
        Self(Called::Ready(remaining))
    }

    /// An async method: `future` calls the method and answers.
    #[must_use]
    pub fn later(future: impl Future<Output = AfterCall> + Send + 'static) -> Self {
        Self(Called::Later(Box::pin(future)))
    }

    /// Waits until the method has returned.
    pub(crate) async fn finish(self) -> AfterCall {
        match self.0 {
            Called::Ready(rest) => rest,
            Called::Later(method) => method.await,
        }
    }
}
