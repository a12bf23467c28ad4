//! An error on its way to a client, in the form that the app chose.

use super::{EXCEPTION, error_body::ErrorBody};
use crate::{
    error::WsError,
    protocol::{RawSocket, SendError},
    session::{ErrorDelivery, ErrorPolicy, acknowledge, emit},
    wire::{Echo, Form},
};

/// What is left to be sent: it may find the connection's buffer full between its two parts.
pub(crate) struct Refusal {
    body: ErrorBody,
    form: Form,
    acknowledgement: Option<i64>,
    is_exception: bool,
}

impl Refusal {
    /// `asked` is the number of the acknowledgement that the client waits for.
    pub(crate) fn new(
        policy: &ErrorPolicy,
        form: Form,
        error: &WsError,
        pattern: &str,
        asked: Option<i64>,
        payload: Option<Echo>,
    ) -> Self {
        let (acknowledgement, is_exception) = match policy.delivery {
            ErrorDelivery::AcknowledgementElseException => (asked, asked.is_none()),
            ErrorDelivery::Exception => (None, true),
            ErrorDelivery::Both => (asked, true),
        };
        Self {
            form,
            body: ErrorBody::new(error, policy.cause, pattern, payload),
            acknowledgement,
            is_exception,
        }
    }

    /// Sends what is left of it.
    pub(crate) fn send(&mut self, socket: &RawSocket) -> Result<(), SendError> {
        if let Some(id) = self.acknowledgement {
            acknowledge(self.form, socket, id, &self.body)?;
            self.acknowledgement = None;
        }
        if self.is_exception {
            emit(self.form, socket, EXCEPTION, &self.body)?;
            self.is_exception = false;
        }
        Ok(())
    }
}
