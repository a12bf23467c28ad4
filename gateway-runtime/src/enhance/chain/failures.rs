//! `Chain` sees the failures of its method: it lets a filter turn each into what the client gets.

use std::sync::Arc;

use tokio::{runtime::Handle, task::JoinHandle};

use super::Chain;
use crate::{
    enhance::CallContext,
    error::{Failure, FailureKind, WsError},
    reply::{AfterCall, Reply, SeesFailures},
    spawn::spawn_on,
};

impl Chain {
    /// Logs a panic.
    pub(in crate::enhance) fn panicked(&self, whose: &str, panic: &str) -> Failure {
        tracing::error!(handler = self.name, panic, "{whose} panicked");
        Failure::new(WsError::failure(), FailureKind::Panic)
    }

    /// Answers with what a filter makes of a failure.
    pub(super) async fn filter(self: Arc<Self>, failure: Failure, reply: Reply) -> AfterCall {
        let mut context = CallContext::of_route(reply.route(), &self.target);
        match self.filters.filter(failure, &self.name, &mut context).await {
            Ok(outcome) => outcome.send(reply),
            Err(error) => {
                reply.refuse(error);
                AfterCall::nothing()
            }
        }
    }

    async fn finish(self: Arc<Self>, failure: Failure, reply: Reply) {
        self.filter(failure, reply).await.finish().await;
    }
}

impl SeesFailures for Chain {
    fn answer(self: Arc<Self>, failure: Failure, reply: Reply) -> AfterCall {
        AfterCall::rest_of(self.finish(failure, reply))
    }

    fn answer_in_task(self: Arc<Self>, failure: Failure, reply: Reply) -> Option<JoinHandle<()>> {
        // Without a runtime the app has ended, so that nobody waits for the answer.
        let Ok(runtime) = Handle::try_current() else {
            reply.release();
            return None;
        };
        Some(spawn_on(&runtime, Box::pin(self.finish(failure, reply))))
    }
}
