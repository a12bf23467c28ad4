//! `ErrorReply` is an error on its way to a client, in the form that the app chose.

use std::sync::Arc;

use super::{EXCEPTION, error_body::ErrorBody};
use crate::{
    error::WsError,
    protocol::RawSocket,
    session::{ErrorDelivery, ErrorPolicy, Outgoing, Session},
    wire::Echo,
};

/// An error, and how the client is told of it.
pub(crate) struct ErrorReply {
    body: ErrorBody,
    acknowledgement: Option<i64>,
    is_exception: bool,
}

impl ErrorReply {
    /// `waiting` is the number under which the client waits, if it does.
    pub(crate) fn new(
        policy: &ErrorPolicy,
        error: &WsError,
        pattern: &str,
        waiting: Option<i64>,
        payload: Option<Echo>,
    ) -> Self {
        let (acknowledgement, is_exception) = match policy.delivery {
            ErrorDelivery::AcknowledgementElseException => (waiting, waiting.is_none()),
            ErrorDelivery::Exception => (None, true),
            ErrorDelivery::Both => (waiting, true),
        };
        Self {
            body: ErrorBody::new(error, policy.cause, pattern, payload),
            acknowledgement,
            is_exception,
        }
    }

    /// Sends the error. Nothing of it is a user's, so that writing it cannot fail.
    pub(crate) fn send(&self, session: &Arc<Session>, socket: &RawSocket) {
        let written = |event| session.namespace().write(event, &self.body).ok();
        let answer = self
            .acknowledgement
            .and_then(|number| Some(Outgoing::answer(number, written(None)?)));
        let exception = self
            .is_exception
            .then(|| {
                let body = written(Some(EXCEPTION))?;
                Some(Outgoing::event(session.namespace(), EXCEPTION, body))
            })
            .flatten();
        match (answer, exception) {
            (Some(answer), exception) => session.answer(socket, answer, exception),
            (None, Some(exception)) => session.answer(socket, exception, None),
            (None, None) => {}
        }
    }
}
