//! `Gate` is a limit or a guard in front of a method.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll, Waker},
};

use tokio::task::coop;

use super::Chain;
use crate::{
    enhance::{
        CallContext, Given,
        guard::{AnyGuard, State},
        throttle::{Limited, Limiter},
    },
    error::{Failure, FailureKind, WsError},
    message::Message,
    panics::{caught, panic_message},
    reply::{AfterCall, GivenValue, Work},
};

/// What a message has to pass.
pub(super) enum Gate {
    Limit(Arc<Limiter>),
    Guard(Arc<dyn AnyGuard>),
}

/// What a gate that was asked says.
enum Passed {
    Now(Result<Option<GivenValue>, Failure>),
    Later(Pending),
}

/// A decision that has to be waited for.
type Pending = Pin<Box<dyn Future<Output = Result<Option<GivenValue>, Failure>> + Send>>;

impl Gate {
    /// With its article, for the log.
    fn kind(&self) -> &'static str {
        match self {
            Self::Limit(_) => "the key of a limit",
            Self::Guard(_) => "a guard",
        }
    }

    #[inline]
    fn ask(&self, chain: &Arc<Chain>, message: &mut Message) -> Passed {
        let asked = catch_unwind(AssertUnwindSafe(|| match self {
            Self::Limit(limiter) => Self::ask_limit(limiter, chain, message),
            Self::Guard(guard) => {
                let checked = guard.start(&mut CallContext::of_message(message, &chain.target));
                message.rewind();
                match checked.0 {
                    State::Now(Ok(Given(given))) => Passed::Now(Ok(given)),
                    State::Now(Err(error)) => Passed::Now(Err(refusal(error))),
                    State::Later(decision) => {
                        let chain = Arc::clone(chain);
                        Passed::Later(Box::pin(async move {
                            match caught(decision).await {
                                Ok(Ok(Given(given))) => Ok(given),
                                Ok(Err(error)) => Err(refusal(error)),
                                Err(panic) => Err(chain.panicked("a guard", &panic)),
                            }
                        }))
                    }
                }
            }
        }));
        match asked {
            Ok(passed) => passed,
            Err(panic) => Passed::Now(Err(chain.panicked(self.kind(), panic_message(&*panic)))),
        }
    }

    fn ask_limit(limiter: &Limiter, chain: &Arc<Chain>, message: &mut Message) -> Passed {
        let failure = |error| Failure::new(error, FailureKind::Limit);
        match limiter.check(&CallContext::of_message(message, &chain.target)) {
            Limited::Allowed => Passed::Now(Ok(None)),
            Limited::Refused(error) => Passed::Now(Err(failure(error))),
            Limited::Later(decision) => Passed::Later(Box::pin(async move {
                decision.await.map_err(failure)?;
                Ok(None)
            })),
        }
    }
}

fn refusal(error: WsError) -> Failure {
    Failure::new(error, FailureKind::Guard)
}

impl Chain {
    /// Lets a message through, or refuses it. What gives a decision at once is not waited for.
    #[inline]
    pub(super) fn through_gates(self: &Arc<Self>, mut message: Message) -> Work {
        for (index, gate) in self.gates.iter().enumerate() {
            let decision = match gate.ask(self, &mut message) {
                Passed::Now(decision) => decision,
                Passed::Later(mut later) => match poll_once(&mut later) {
                    Poll::Ready(decision) => decision,
                    Poll::Pending => {
                        let chain = Arc::clone(self);
                        return Work::later(chain.wait(later, index + 1, Box::new(message)));
                    }
                },
            };
            match decision {
                Ok(None) => {}
                Ok(Some(given)) => message.give(given),
                Err(failure) => return Work::ready(message.into_reply().fail(failure)),
            }
        }
        self.pass(message)
    }

    /// Waits for a decision, and for those behind it.
    async fn wait(
        self: Arc<Self>,
        first: Pending,
        next: usize,
        mut message: Box<Message>,
    ) -> AfterCall {
        let mut decision = first.await;
        let mut gates = self.gates.iter().skip(next);
        loop {
            match decision {
                Ok(None) => {}
                Ok(Some(given)) => message.give(given),
                Err(failure) => return message.into_reply().fail(failure),
            }
            let Some(gate) = gates.next() else { break };
            decision = match gate.ask(&self, &mut message) {
                Passed::Now(decision) => decision,
                Passed::Later(later) => later.await,
            };
        }
        self.pass(*message).finish().await
    }
}

/// Polls a decision where the message is, so that one that waits for nothing costs no task. Unconstrained, as the first
/// poll of a handler is: the runtime's cooperative budget belongs to the reader. No wake-up is lost: who waits for a
/// pending decision polls it again.
fn poll_once(later: &mut Pending) -> Poll<Result<Option<GivenValue>, Failure>> {
    let mut context = Context::from_waker(Waker::noop());
    pin!(coop::unconstrained(later.as_mut())).poll(&mut context)
}
