//! The way back to the client that sent a message.

use std::{
    borrow::Cow,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use socketioxide::{SendError, extract::AckSender, handler::FromMessageParts};
use socketioxide_core::Value;

use super::{Arguments, Payload};
use crate::{
    adapter::RawSocket,
    dispatch::{Session, panic_message},
    error::{ErrorBody, WsError},
    registry::Pattern,
    socket::Socket,
};

/// The event with which a client is told of an error that it waits for in no acknowledgement.
pub(crate) const EXCEPTION: &str = "exception";

/// Who asked, for what, and whether it waits for an acknowledgement.
#[derive(Clone)]
pub(crate) struct Route {
    pub(crate) socket: Arc<RawSocket>,
    pub(crate) session: Arc<Session>,
    /// The number the client's callback waits under.
    pub(crate) acknowledgement: Option<i64>,
    pub(crate) pattern: Pattern,
}

impl Route {
    /// The handle that users get.
    pub(crate) fn socket(&self) -> Socket {
        Socket::new(Arc::clone(&self.socket), Arc::clone(&self.session))
    }

    /// Calls the client's callback, if it passed one.
    pub(crate) fn acknowledge<T: Payload + Send + 'static>(&self, value: T) {
        let Some(id) = self.acknowledgement else {
            return;
        };
        let pattern = self.pattern.clone();
        self.session.send(&self.socket, move |socket| {
            match written(&pattern, || acknowledge(socket, id, &value)) {
                Some(sent) => sent,
                None => acknowledge(
                    socket,
                    id,
                    &ErrorBody::new(&WsError::failure(), pattern.as_str()),
                ),
            }
        });
    }

    /// Emits to the caller.
    fn emit<T: Payload + Send + 'static>(&self, event: Cow<'static, str>, value: T) {
        let pattern = self.pattern.clone();
        self.session.send(&self.socket, move |socket| {
            written(&pattern, || socket.emit(&event, &Arguments(&value))).unwrap_or(Ok(()))
        });
    }

    /// Emits to the caller, then acknowledges with nothing; an event that cannot be written is an
    /// error, like any other answer.
    pub(crate) fn respond<T: Payload + Send + 'static>(&self, event: Cow<'static, str>, value: T) {
        let pattern = self.pattern.clone();
        let asked = self.acknowledgement;
        // Known as soon as the event has gone out or cannot: then only the rest is tried again, and
        // nothing of another answer comes in between.
        let mut emitted = None;
        self.session.send(&self.socket, move |socket| {
            let is_emitted = match emitted {
                Some(is_emitted) => is_emitted,
                None => match written(&pattern, || socket.emit(&event, &Arguments(&value))) {
                    Some(Ok(())) => true,
                    Some(waits) => return waits,
                    None => false,
                },
            };
            emitted = Some(is_emitted);
            let error = || ErrorBody::new(&WsError::failure(), pattern.as_str());
            match (asked, is_emitted) {
                (Some(id), true) => acknowledge(socket, id, &()),
                (Some(id), false) => acknowledge(socket, id, &error()),
                (None, true) => Ok(()),
                (None, false) => socket.emit(EXCEPTION, &Arguments(&error())),
            }
        });
    }

    /// Tells the client of `error` (design, section 4, guarantee 9), and the log if it is ours.
    pub(crate) fn fail(&self, error: &WsError) {
        if let Some(chain) = error.chain() {
            tracing::error!(
                event = self.pattern.as_str(),
                socket = %self.socket.id,
                code = error.code(),
                error = %chain,
                "a message failed"
            );
        } else {
            tracing::debug!(event = self.pattern.as_str(), code = error.code(), %error, "a message was refused");
        }
        let body = ErrorBody::new(error, self.pattern.as_str());
        if self.acknowledgement.is_some() {
            self.acknowledge(body);
        } else {
            self.emit(Cow::Borrowed(EXCEPTION), body);
        }
    }

    /// The handler ended without an answer: a panic, a cancelled task, an `Ack` dropped unused.
    pub(crate) fn unanswered(&self) {
        if std::thread::panicking() {
            self.fail(&WsError::failure());
        } else if self.acknowledgement.is_some() {
            self.fail(&WsError::internal("the handler ended without an answer"));
        }
    }
}

/// Tries to send a user's value; `None`, with a log record, if it cannot be written: its `Serialize`
/// fails or panics.
fn written(
    pattern: &Pattern,
    try_to_send: impl FnOnce() -> Result<(), SendError>,
) -> Option<Result<(), SendError>> {
    let event = pattern.as_str();
    match catch_unwind(AssertUnwindSafe(try_to_send)) {
        Ok(Err(SendError::Serialize(error))) => {
            tracing::error!(event, %error, "an answer cannot be serialised");
            None
        }
        Ok(sent) => Some(sent),
        Err(panic) => {
            let panic = panic_message(&*panic);
            tracing::error!(event, panic, "the serialisation of an answer panicked");
            None
        }
    }
}

fn acknowledge<T: Payload>(socket: &Arc<RawSocket>, id: i64, value: &T) -> Result<(), SendError> {
    // The sender is made of the socket and the number alone; the value is not looked at.
    let mut nothing = Value::Bytes(bytes::Bytes::new());
    match AckSender::from_message_parts(socket, &mut nothing, &Some(id)) {
        Ok(sender) => sender.send(&Arguments(value)),
        Err(never) => match never {},
    }
}
