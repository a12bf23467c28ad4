//! `Next` is the rest of a chain: the interceptors further in, and the method.

use std::sync::Arc;

use tokio::time::{Instant, timeout_at};

use super::{Call, CallContext, Chain};
use crate::{
    error::Failure,
    message::Message,
    panics::{called, caught},
    reply::Outcome,
};

/// The rest of a call, behind an [`Interceptor`](crate::Interceptor): NestJS's `CallHandler`.
pub struct Next {
    pub(super) chain: Arc<Chain>,
    /// The number of the next interceptor.
    pub(super) index: usize,
    pub(super) message: Box<Message>,
    /// When the `timeout` of the method is over.
    pub(super) deadline: Option<Instant>,
}

impl Next {
    /// Runs the rest: NestJS's `next.handle()`. It can be called once, so the method runs at most once.
    ///
    /// # Errors
    /// The failure of the rest: a body that does not decode, an error of the method, its panic, its `timeout`.
    pub async fn run(self) -> Result<Outcome, Failure> {
        let chain = Arc::clone(&self.chain);
        let Some(interceptor) = chain.interceptor(self.index) else {
            return match self.deadline {
                None => chain.call_method(self.message).await,
                Some(deadline) => {
                    let method = chain.call_method(self.message);
                    let ended = Box::pin(timeout_at(deadline, method)).await;
                    ended.unwrap_or_else(|_| Err(chain.timed_out()))
                }
            };
        };
        let next = Self {
            index: self.index + 1,
            ..self
        };
        let ended = match called(|| interceptor.start(next)) {
            Ok(intercepted) => caught(intercepted).await,
            Err(panic) => Err(panic),
        };
        ended.unwrap_or_else(|panic| Err(chain.panicked("an interceptor", &panic)))
    }

    /// The call, for who looks at it or keeps it.
    #[must_use]
    pub fn call(&self) -> Call {
        Call::of_message(&self.message, self.chain.target())
    }

    /// What the parameters of an interceptor's function are taken from.
    #[doc(hidden)]
    pub fn context(&mut self) -> CallContext<'_> {
        CallContext::of_message(&mut self.message, self.chain.target())
    }
}
