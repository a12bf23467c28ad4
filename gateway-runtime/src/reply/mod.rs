//! What a handler returns and how it reaches the client.

mod answer;
mod cancellation;
mod error_body;
mod pattern;
mod refusal;
mod remaining;
mod route;
mod shared;
mod stream;
mod work;
mod ws_response;

pub(crate) use pattern::Pattern;
pub use work::Work;
pub(crate) use work::{Called, Method};

use std::sync::Arc;

pub use answer::Answer;
#[doc(hidden)]
pub use answer::{AnswerKind, EmittedKind, Output, PlainKind, SplitOutput, StreamKind, Value};
pub(crate) use cancellation::{Cancellation, cancel};
pub(crate) use refusal::Refusal;
#[doc(hidden)]
pub use remaining::Remaining;
pub(crate) use route::{EXCEPTION, Route};
pub(crate) use shared::SharedReply;
pub use stream::StreamItem;
pub use ws_response::WsResponse;

use crate::{error::WsError, wire::Payload};

/// The obligation to answer one message. A client that waits gets exactly one answer, whatever
/// happens: dropped without one (a panic, a cancelled task), it answers with an internal error.
pub struct Reply {
    route: Route,
    /// Set when the handler answers by hand, through `Ack`.
    by_hand: Option<Arc<SharedReply>>,
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

    /// Where the message came from and the answer goes.
    pub(crate) fn route(&self) -> &Route {
        &self.route
    }

    /// Acknowledges with the handler's value.
    pub(crate) fn send(mut self, value: &dyn Payload) {
        self.answered = true;
        self.route.acknowledge(value);
    }

    /// Emits the handler's event to the caller, then acknowledges with nothing.
    pub(crate) fn emit(mut self, event: &str, data: &dyn Payload) {
        self.answered = true;
        self.route.respond(event, data);
    }

    /// Ends without an answer: nobody waits for one, or an `Ack` gives it.
    pub(crate) fn release(mut self) {
        self.answered = true;
    }

    /// Answers with an error.
    pub(crate) fn fail(mut self, error: WsError) {
        self.answered = true;
        match &self.by_hand {
            Some(shared) => shared.fail(&self.route, error),
            None => self.route.fail(error),
        }
    }

    /// Hands the obligation to an `Ack`; `None` when it was handed out before.
    pub(crate) fn share(&mut self) -> Option<Arc<SharedReply>> {
        if self.by_hand.is_some() {
            return None;
        }
        let shared = Arc::new(SharedReply::new(self.route.clone()));
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
