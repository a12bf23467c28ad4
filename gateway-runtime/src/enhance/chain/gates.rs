//! `Gate` is a limit or a guard in front of a method.

use std::{
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll, Waker},
};

use tokio::{
    task::coop,
    time::{Instant, timeout_at},
};

use super::Chain;
use crate::{
    enhance::{
        CallContext, Given,
        guard::{AnyGuard, Decision, State},
        throttle::{Limited, Limiter},
    },
    error::{Failure, FailureKind, WsError},
    message::Message,
    panics::{called, caught},
    reply::{AfterCall, Work},
    session::GivenValue,
};

/// What a message has to pass.
pub(super) enum Gate {
    Limit(Arc<Limiter>),
    Guard(Arc<dyn AnyGuard>),
}

/// What a gate that was asked says.
enum Passed {
    Now(Result<Option<GivenValue>, Failure>),
    /// Its decision has to be waited for.
    Later(Pending),
}

/// A decision that is not there yet.
enum Pending {
    Limit(Pin<Box<dyn Future<Output = Result<(), WsError>> + Send>>),
    Guard(Decision),
}

impl Gate {
    /// With its article, for the log.
    fn kind(&self) -> &'static str {
        match self {
            Self::Limit(_) => "the key of a limit",
            Self::Guard(_) => "a guard",
        }
    }

    /// Asks the gate, and polls a decision that is not there at once, where the message is: one that waits for nothing
    /// costs no task. Unconstrained, as the first poll of a handler is: the runtime's cooperative budget belongs to the
    /// reader. No wake-up is lost: who waits for a pending decision polls it again.
    #[inline]
    fn ask(&self, chain: &Chain, message: &mut Message) -> Passed {
        let asked = called(|| match self {
            Self::Limit(limiter) => Self::ask_limit(limiter, chain, message),
            Self::Guard(guard) => Self::ask_guard(&**guard, chain, message),
        });
        asked.unwrap_or_else(|panic| Passed::Now(Err(chain.panicked(self.kind(), &panic))))
    }

    #[inline]
    fn ask_guard(guard: &dyn AnyGuard, chain: &Chain, message: &mut Message) -> Passed {
        let checked = guard.start(&mut CallContext::of_message(message, &chain.target));
        message.rewind();
        if message.is_shared() {
            return Passed::Now(Err(ack_in_guard()));
        }
        match checked.0 {
            State::Now(decision) => Passed::Now(decided(decision)),
            State::Later(mut decision) => match poll_once(decision.as_mut()) {
                Poll::Ready(decision) => Passed::Now(decided(decision)),
                Poll::Pending => Passed::Later(Pending::Guard(decision)),
            },
        }
    }

    #[inline]
    fn ask_limit(limiter: &Limiter, chain: &Chain, message: &mut Message) -> Passed {
        match limiter.check(&CallContext::of_message(message, &chain.target)) {
            Limited::Allowed => Passed::Now(Ok(None)),
            Limited::Refused(error) => Passed::Now(limited(Err(error))),
            Limited::Later(mut decision) => match poll_once(decision.as_mut()) {
                Poll::Ready(decision) => Passed::Now(limited(decision)),
                Poll::Pending => Passed::Later(Pending::Limit(decision)),
            },
        }
    }
}

/// The macros refuse an `Ack` in a guard, but cannot see one that an extractor of a user takes.
#[cold]
fn ack_in_guard() -> Failure {
    let error = WsError::internal("a guard takes the `Ack`, which is the method's");
    Failure::new(error, FailureKind::Guard)
}

fn decided(decision: Result<Given, Failure>) -> Result<Option<GivenValue>, Failure> {
    match decision {
        Ok(Given(given)) => Ok(given),
        Err(failure) => Err(failure.of_kind(FailureKind::Guard)),
    }
}

fn limited(decision: Result<(), WsError>) -> Result<Option<GivenValue>, Failure> {
    match decision {
        Ok(()) => Ok(None),
        Err(error) => Err(Failure::new(error, FailureKind::Limit)),
    }
}

fn poll_once<T>(decision: Pin<&mut (dyn Future<Output = T> + Send)>) -> Poll<T> {
    let mut context = Context::from_waker(Waker::noop());
    pin!(coop::unconstrained(decision)).poll(&mut context)
}

impl Chain {
    /// Lets a message through, or refuses it. What gives a decision at once is not waited for.
    #[inline]
    pub(super) fn through_gates(
        self: &Arc<Self>,
        mut message: Message,
        deadline: Option<Instant>,
    ) -> Work {
        for (index, gate) in self.gates.iter().enumerate() {
            match gate.ask(self, &mut message) {
                Passed::Now(Ok(None)) => {}
                Passed::Now(Ok(Some(given))) => message.give(given),
                Passed::Now(Err(failure)) => {
                    return Work::ready(message.into_reply().fail(failure));
                }
                Passed::Later(pending) => {
                    let chain = Arc::clone(self);
                    let message = Box::new(message);
                    return Work::later(chain.wait(pending, index + 1, message, deadline));
                }
            }
        }
        self.pass(message, deadline)
    }

    /// Waits for a decision, and for those behind it.
    async fn wait(
        self: Arc<Self>,
        first: Pending,
        next: usize,
        mut message: Box<Message>,
        deadline: Option<Instant>,
    ) -> AfterCall {
        let mut passed = Passed::Later(first);
        let mut gates = self.gates.iter().skip(next);
        loop {
            let decision = match passed {
                Passed::Now(decision) => decision,
                Passed::Later(pending) => self.decision_in_time(pending, deadline).await,
            };
            match decision {
                Ok(None) => {}
                Ok(Some(given)) => message.give(given),
                Err(failure) => return message.into_reply().fail(failure),
            }
            let Some(gate) = gates.next() else { break };
            passed = gate.ask(&self, &mut message);
        }
        self.pass(*message, deadline).finish().await
    }

    async fn decision_in_time(
        &self,
        pending: Pending,
        deadline: Option<Instant>,
    ) -> Result<Option<GivenValue>, Failure> {
        let decision = self.decision_of(pending);
        match deadline {
            None => decision.await,
            // In a box, as what is seldom.
            Some(deadline) => match Box::pin(timeout_at(deadline, decision)).await {
                Ok(decision) => decision,
                Err(_) => Err(self.timed_out()),
            },
        }
    }

    async fn decision_of(&self, pending: Pending) -> Result<Option<GivenValue>, Failure> {
        match pending {
            // The limiter has caught panics of its store.
            Pending::Limit(decision) => limited(decision.await),
            Pending::Guard(decision) => match caught(decision).await {
                Ok(decision) => decided(decision),
                Err(panic) => Err(self.panicked("a guard", &panic)),
            },
        }
    }
}
