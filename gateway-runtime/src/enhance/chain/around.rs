//! `intercepted` runs the interceptors around the method, and answers when they have seen the outcome.

use std::sync::Arc;

use tokio::time::{Instant, timeout_at};

use super::Chain;
use crate::{
    enhance::Next,
    error::{Failure, FailureKind, WsError},
    message::Message,
    panics::caught,
    reply::{AfterCall, Outcome, Reply},
};

impl Chain {
    /// Runs the interceptors and the method, and answers.
    pub(super) async fn intercepted(self: Arc<Self>, mut message: Box<Message>) -> AfterCall {
        let (capture, way) = message.route_mut().divert();
        let mut reply = Reply::new(way);
        let deadline = self.timeout.map(|timeout| Instant::now() + timeout);
        let next = Next {
            chain: Arc::clone(&self),
            index: 0,
            message,
            deadline,
        };
        let ended = match deadline {
            None => next.run().await,
            // The method has the same deadline, so this one is for interceptors that do not end.
            Some(deadline) => match timeout_at(deadline, next.run()).await {
                Ok(ended) => ended,
                Err(_) => Err(self.timed_out()),
            },
        };
        reply.answer_by_hand(capture.by_hand());
        self.answer_with(ended, reply).await
    }

    /// See [`Next::run`].
    pub(in crate::enhance) async fn run(next: Next) -> Result<Outcome, Failure> {
        let chain = Arc::clone(&next.chain);
        let index = next.index + 1;
        let Some(interceptor) = chain.interceptors.get(next.index) else {
            return Self::call_method(next).await;
        };
        let inner = Next { index, ..next };
        match caught(async { interceptor.start(inner).await }).await {
            Ok(ended) => ended,
            Err(panic) => Err(chain.panicked("an interceptor", &panic)),
        }
    }

    /// Calls the method, whose answer is caught at its route.
    async fn call_method(next: Next) -> Result<Outcome, Failure> {
        let Next {
            chain,
            message,
            deadline,
            ..
        } = next;
        let capture = message.route().captured();
        let method = caught(async { chain.method.start(*message).finish().await });
        let ended = match deadline {
            None => Ok(method.await),
            Some(deadline) => timeout_at(deadline, method).await,
        };
        match ended {
            Ok(Ok(rest)) => rest.finish().await,
            Ok(Err(panic)) => return Err(chain.panicked("a handler", &panic)),
            Err(_) => return Err(chain.timed_out()),
        }
        let ended = capture.and_then(|capture| capture.take());
        ended.unwrap_or_else(|| {
            let error = WsError::internal("the handler ended without an answer");
            Err(Failure::new(error, FailureKind::Method))
        })
    }

    fn timed_out(&self) -> Failure {
        tracing::warn!(
            handler = self.name,
            timeout = ?self.timeout,
            "a handler did not return in time and is cancelled"
        );
        let error = WsError::timeout("the handler did not answer in time");
        Failure::new(error, FailureKind::Timeout)
    }
}
