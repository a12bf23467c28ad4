//! `Extra` is what a route has beside its way back, which hardly any message has: what guards gave, and who sees the
//! answer before the client does.

use std::{
    any::{Any, TypeId},
    sync::{Arc, Mutex, OnceLock, Weak},
};

use tokio::task::JoinHandle;
use tracing::Span;

use super::{AckReply, AfterCall, Outcome, Reply};
use crate::{error::Failure, protocol::Packet, session::GivenValue, sync::lock};

/// See the [module](self). A message without any of it has none, which costs it nothing.
#[derive(Default)]
pub(crate) struct Extra {
    /// What the client sent, if the app puts that into errors, or a filter may read it.
    pub(crate) packet: Option<Packet>,
    given: GivenValues,
    /// Who sees errors before they are answered.
    pub(crate) filters: Option<Weak<dyn SeesFailures>>,
    /// Where the answer goes, if interceptors see it first.
    pub(crate) capture: Option<Capture>,
    /// The span of the message, which is told of the outcome.
    pub(crate) span: Option<Span>,
}

/// What guards gave before a message. Most give one value, which is not worth a list.
#[derive(Clone, Default)]
struct GivenValues {
    last: Option<GivenValue>,
    /// The last one last.
    earlier: Vec<GivenValue>,
}

impl Extra {
    /// With what the client sent.
    pub(crate) fn with_packet(packet: Packet) -> Self {
        Self {
            packet: Some(packet),
            ..Self::default()
        }
    }

    /// With somebody who sees errors.
    pub(crate) fn with_filters(filters: Weak<dyn SeesFailures>) -> Self {
        Self {
            filters: Some(filters),
            ..Self::default()
        }
    }

    /// Tells the span of the message what became of it, unless interceptors see the answer first.
    pub(super) fn ended(&self, outcome: &str) {
        if let Some(span) = &self.span
            && self.capture.is_none()
        {
            span.record("outcome", outcome);
        }
    }

    /// Keeps a value that a guard gave.
    pub(crate) fn give(&mut self, value: GivenValue) {
        let before = self.given.last.replace(value);
        self.given.earlier.extend(before);
    }

    /// A value that a guard gave before this message. Of two of one type the later counts.
    pub(crate) fn given(&self, of: TypeId) -> Option<Arc<dyn Any + Send + Sync>> {
        let earlier = self.given.earlier.iter().rev();
        let mut given = self.given.last.iter().chain(earlier);
        let (_, value) = given.find(|(given, _)| *given == of)?;
        Some(Arc::clone(value))
    }
}

/// A copy answers to the client directly: an answer is captured once.
impl Clone for Extra {
    fn clone(&self) -> Self {
        Self {
            packet: self.packet.clone(),
            given: self.given.clone(),
            filters: self.filters.clone(),
            span: self.span.clone(),
            capture: None,
        }
    }
}

/// Filters the failures of a handler's messages.
pub(crate) trait SeesFailures: Send + Sync {
    /// Answers `reply` for the failure. What is left to be done is the filter that waits for something.
    fn answer(self: Arc<Self>, failure: Failure, reply: Reply) -> AfterCall;

    /// The same in a task of its own, for where no code of a user may run: in a drop, perhaps while a panic unwinds.
    fn answer_in_task(self: Arc<Self>, failure: Failure, reply: Reply) -> Option<JoinHandle<()>>;
}

/// The place where the answer of a message lies until its interceptors have seen it.
#[derive(Default)]
pub(crate) struct Capture {
    /// The number under which the client's callback waits. The route has no number meanwhile.
    pub(crate) acknowledgement: Option<i64>,
    /// The obligation that the method's `Ack` has taken; `None`, if the interceptors had ended before.
    by_hand: OnceLock<Option<Arc<AckReply>>>,
    ended: Mutex<Option<Result<Outcome, Failure>>>,
}

impl Capture {
    pub(super) fn new(acknowledgement: Option<i64>) -> Self {
        Self {
            acknowledgement,
            ..Self::default()
        }
    }

    /// The method answers through its `Ack`. If the interceptors have ended, the message is answered: an interceptor
    /// may have moved the rest into a task, and returned.
    pub(super) fn take_by_hand(&self, shared: &Arc<AckReply>) {
        let taken = self.by_hand.get_or_init(|| Some(Arc::clone(shared)));
        if taken.is_none() {
            let _answered = shared.take();
        }
    }

    /// Notes that the interceptors have ended. Returns what the method's `Ack` has taken.
    pub(crate) fn close(&self) -> Option<&Arc<AckReply>> {
        self.by_hand.get_or_init(|| None).as_ref()
    }

    /// Keeps how the method has ended. The last one counts: an error after an `Ack` was taken is an error.
    pub(super) fn put(&self, ended: Result<Outcome, Failure>) {
        let before = lock(&self.ended).replace(ended);
        // Dropped outside the lock, since dropping a user's value runs the user's code.
        drop(before);
    }

    /// Takes how the method has ended; `None` if it was dropped before its end.
    pub(crate) fn take(&self) -> Option<Result<Outcome, Failure>> {
        lock(&self.ended).take()
    }
}
