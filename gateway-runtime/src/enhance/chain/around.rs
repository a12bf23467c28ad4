//! `intercepted` runs the interceptors around the method, and answers when they have seen the outcome.

use std::sync::Arc;

use tokio::time::{Instant, timeout_at};

use super::Chain;
use crate::{
    enhance::Next,
    error::{Failure, FailureKind, WsError},
    message::Message,
    panics::{called, caught},
    reply::{AfterCall, Called, Capture, Outcome, Reply},
};

impl Chain {
    /// Runs the interceptors and the method, and answers.
    pub(super) async fn intercepted(
        self: Arc<Self>,
        mut message: Box<Message>,
        deadline: Option<Instant>,
    ) -> AfterCall {
        let mut reply = Reply::new(message.route_mut().divert());
        let watched = message.route().extra.clone();
        let next = Next {
            chain: Arc::clone(&self),
            index: 0,
            message,
            deadline,
        };
        let ended = match deadline {
            None => next.run().await,
            // The method has the same deadline, so this one is for interceptors that do not end. In a box, as what is
            // seldom below: the state of this function is moved into one, all of it.
            // Caught, since what is cancelled may panic in its drop, and an `Ack` may have the acknowledgement.
            Some(deadline) => match Box::pin(caught(timeout_at(deadline, next.run()))).await {
                Ok(Ok(ended)) => ended,
                Ok(Err(_)) => Err(self.timed_out()),
                Err(panic) => Err(self.panicked("an interceptor", &panic)),
            },
        };
        let capture = watched.as_deref().and_then(|extra| extra.capture.as_ref());
        reply.answer_by_hand(capture.and_then(Capture::close));
        match ended {
            Ok(outcome) => outcome.send(reply),
            Err(failure) => {
                reply.route_mut().note(failure.kind());
                Box::pin(self.filter(failure, reply)).await
            }
        }
    }

    /// Calls the method, whose answer is caught at its route.
    pub(in crate::enhance) async fn call_method(
        &self,
        message: Box<Message>,
    ) -> Result<Outcome, Failure> {
        let watched = message.route().extra.clone();
        let returned = match called(|| self.method.start(*message).0) {
            Ok(Called::Ready(rest)) => Ok(rest),
            Ok(Called::Later(method)) => caught(method).await,
            Err(panic) => Err(panic),
        };
        match returned {
            Ok(rest) if rest.is_something() => Box::pin(rest.finish()).await,
            Ok(_) => {}
            Err(panic) => return Err(self.panicked("a handler", &panic)),
        }
        let capture = watched.as_deref().and_then(|extra| extra.capture.as_ref());
        capture.and_then(Capture::take).unwrap_or_else(|| {
            let error = WsError::internal("the handler ended without an answer");
            Err(Failure::new(error, FailureKind::Method))
        })
    }

    pub(in crate::enhance) fn timed_out(&self) -> Failure {
        tracing::warn!(
            handler = self.name,
            timeout = ?self.timeout,
            "a handler did not return in time and is cancelled"
        );
        let error = WsError::timeout("the handler did not answer in time");
        Failure::new(error, FailureKind::Timeout)
    }
}
