//! `AckReply` is a reply that an `Ack` and the dispatch share: one of the two answers.

use std::sync::Mutex;

use super::Route;
use crate::{error::WsError, sync::lock, wire::Payload};

/// The obligation of a message whose method takes an `Ack`. The `Ack` holds it, and so does the dispatch; the first
/// of them answers.
pub(crate) struct AckReply {
    route: Mutex<Option<Route>>,
}

impl AckReply {
    pub(crate) fn new(route: Route) -> Self {
        Self {
            route: Mutex::new(Some(route)),
        }
    }

    /// The way back, if nobody has answered yet.
    pub(crate) fn take(&self) -> Option<Route> {
        lock(&self.route).take()
    }

    /// The handler's own answer.
    pub(crate) fn send(&self, value: &dyn Payload) {
        if let Some(route) = self.take() {
            route.acknowledge(value);
        }
    }

    /// The handler answers with an error.
    pub(crate) fn refuse(&self, error: WsError) {
        if let Some(route) = self.take() {
            route.fail(error);
        }
    }

    /// The handler returned an error: it is the answer, unless the `Ack` was used before; then the
    /// client is told by the event `exception`.
    pub(crate) fn fail(&self, route: &Route, error: WsError) {
        match self.take() {
            Some(unused) => unused.fail(error),
            None => Route {
                acknowledgement: None,
                // It was measured when the `Ack` was used.
                #[cfg(feature = "metrics")]
                meter: None,
                ..route.clone()
            }
            .fail(error),
        }
    }
}

impl Drop for AckReply {
    fn drop(&mut self) {
        if let Some(route) = self.take() {
            route.unanswered();
        }
    }
}
