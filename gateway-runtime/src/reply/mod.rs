//! `Reply` is the obligation to answer one message; the room holds all that an answer can be: a value, an event, a
//! stream of events, an error, or an `Ack` that a user answers with later.
//!
//! A method's return type decides the kind of its answer when the program is compiled ([`answer`]). [`Route`] sends
//! it, through the session of the client.

mod ack_reply;
mod after_call;
mod answer;
mod cancellation;
mod ended;
mod error_body;
mod error_reply;
mod extra;
mod filter_task;
mod outcome;
mod pattern;
mod route;
mod stream;
mod work;
mod ws_response;

pub(crate) use pattern::Pattern;
pub use work::Work;
pub(crate) use work::{Called, Method};

use std::sync::Arc;

pub(crate) use ack_reply::AckReply;
#[doc(hidden)]
pub use after_call::AfterCall;
pub use answer::Answer;
#[doc(hidden)]
pub use answer::{
    AnswerKind, AnyValue, ConvertedError, EmittedKind, ListKind, OptionalKind, OptionalListKind,
    Output, PlainKind, ReturnedError, SendableAnswer, SplitOutput, StreamKind, Value,
};
pub(crate) use cancellation::{Cancellation, cancel};
pub(crate) use error_reply::ErrorReply;
pub(crate) use extra::{Capture, Extra, SeesFailures};
pub(crate) use filter_task::left_by_drop;
pub use outcome::{Outcome, OutcomeEnd, OutcomeItem, OutcomeKind};
pub(crate) use route::{EXCEPTION, Route};
pub use stream::StreamItem;
pub use ws_response::{NameOfEvent, WsResponse};

use crate::{
    error::{Failure, WsError},
    wire::{Payload, Written},
};

/// The obligation to answer one message. A client that waits gets exactly one answer, whatever
/// happens: dropped without one (a panic, a cancelled task), it answers with an internal error.
pub struct Reply {
    route: Route,
    /// Set when the handler answers by hand, through `Ack`.
    by_hand: Option<Arc<AckReply>>,
    answered: bool,
}

impl Reply {
    pub(crate) fn new(route: Route) -> Self {
        Self {
            route,
            by_hand: None,
            answered: false,
        }
    }

    /// The way back to the client.
    pub(crate) fn route(&self) -> &Route {
        &self.route
    }

    pub(crate) fn route_mut(&mut self) -> &mut Route {
        &mut self.route
    }

    /// Acknowledges with the handler's value.
    pub(crate) fn send(mut self, value: &dyn Payload) {
        self.answered = true;
        if !self.is_met_by_hand() {
            self.route.acknowledge(value);
        }
    }

    /// Emits the handler's event to the caller, then acknowledges with nothing.
    pub(crate) fn emit(mut self, event: &str, data: &dyn Payload) {
        self.answered = true;
        if !self.is_met_by_hand() {
            self.route.respond(event, data);
        }
    }

    /// Acknowledges with what is written already.
    pub(crate) fn send_written(mut self, written: Written) {
        self.answered = true;
        self.route.acknowledge_written(written);
    }

    /// Emits what is written already, the event's name included, then acknowledges with nothing.
    pub(crate) fn emit_written(mut self, event: &str, written: Written) {
        self.answered = true;
        self.route.respond_written(event, written);
    }

    /// Keeps an outcome for the interceptors.
    fn keep(mut self, outcome: Outcome) {
        self.answered = true;
        if let Some(capture) = self.route.capture() {
            capture.put(Ok(outcome));
        }
    }

    /// Forgets the obligation.
    pub(crate) fn forget(&mut self) {
        self.answered = true;
    }

    /// Ends the obligation without an answer: nobody waits for one, or an `Ack` gives it.
    pub(crate) fn release(mut self) {
        self.answered = true;
        if self.by_hand.is_none() {
            self.route.ended_well();
        }
    }

    /// Ends with a failure, which the filters of the handler see, or its interceptors. What is left to be done is a
    /// filter that waits for something.
    pub(crate) fn fail(mut self, failure: Failure) -> AfterCall {
        if let Some(capture) = self.route.capture() {
            capture.put(Err(failure));
            self.answered = true;
            return AfterCall::nothing();
        }
        self.route.note(failure.kind());
        if let Some(filters) = self.route.take_filters() {
            return filters.answer(failure, self);
        }
        self.refuse(failure.into_error());
        AfterCall::nothing()
    }

    /// Answers with an error as it is.
    pub(crate) fn refuse(mut self, error: WsError) {
        self.answered = true;
        match &self.by_hand {
            Some(shared) => shared.fail(&self.route, error),
            None => self.route.fail(error),
        }
    }

    /// Ends with a failure about which the log has a line already.
    pub(crate) fn fail_with_line(mut self, failure: Failure) -> AfterCall {
        if self.route.extra.is_some() {
            return self.fail(failure);
        }
        self.answered = true;
        self.route.note(failure.kind());
        self.route.fail_with_line(failure.into_error());
        AfterCall::nothing()
    }

    /// Leaves the acknowledgement to an `Ack`, if a method has taken that, and answers only if the `Ack` has not.
    pub(crate) fn answer_by_hand(&mut self, shared: Option<&Arc<AckReply>>) {
        self.by_hand = shared.cloned();
    }

    /// Whether an `Ack` has answered that an extractor of a user has taken, since of such an `Ack` the macros do not
    /// know. If it has not, it cannot any more. What interceptors see first is decided when they have ended.
    #[inline]
    fn is_met_by_hand(&self) -> bool {
        let shared = self.by_hand.as_ref();
        shared.is_some_and(|shared| self.route.capture().is_none() && shared.take().is_none())
    }

    /// Whether an `Ack` has the acknowledgement.
    pub(crate) fn is_by_hand(&self) -> bool {
        self.by_hand.is_some()
    }

    /// The same obligation, if no `Ack` has met it; and then none is left to an `Ack`.
    pub(crate) fn taken_back(mut self) -> Option<Self> {
        let Some(shared) = self.by_hand.take() else {
            return Some(self);
        };
        self.answered = true;
        shared.take().map(Self::new)
    }

    /// Hands the obligation to an `Ack`; `None` if that was done before.
    pub(crate) fn share(&mut self) -> Option<Arc<AckReply>> {
        if self.by_hand.is_some() {
            return None;
        }
        let shared = Arc::new(AckReply::new(self.route.past_interceptors()));
        if let Some(capture) = self.route.capture() {
            capture.take_by_hand(&shared);
            capture.put(Ok(Outcome::by_hand()));
        }
        self.by_hand = Some(Arc::clone(&shared));
        Some(shared)
    }
}

impl Drop for Reply {
    fn drop(&mut self) {
        if !self.answered && self.by_hand.is_none() {
            self.route.unanswered();
        }
    }
}
