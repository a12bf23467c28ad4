//! `Route` is the way back to the client that sent a message.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    thread,
};

use super::{error_reply::ErrorReply, pattern::Pattern};
use crate::{
    error::{EmitError, WsError},
    handles::Socket,
    panics::panic_message,
    protocol::{Packet, RawSocket},
    session::{Outgoing, Session},
    wire::{Echo, Payload, Written},
};

/// The event with which a client is told of an error that it waits for in no acknowledgement.
pub(crate) const EXCEPTION: &str = "exception";

/// The client that sent a message, the event, and whether the client waits for an acknowledgement.
#[derive(Clone)]
pub(crate) struct Route {
    pub(crate) socket: RawSocket,
    pub(crate) session: Arc<Session>,
    /// The number under which the client's callback waits.
    pub(crate) acknowledgement: Option<i64>,
    pub(crate) pattern: Pattern,
    /// What the client sent, which is kept only if the app puts it into errors.
    pub(crate) payload: Option<Arc<Packet>>,
}

impl Route {
    /// The socket as users hold it.
    pub(crate) fn socket(&self) -> Socket {
        Socket::new(self.socket.clone(), Arc::clone(&self.session))
    }

    /// Calls the client's callback, if it passed one. A value that cannot be written is an error.
    pub(crate) fn acknowledge(&self, value: &dyn Payload) {
        let Some(number) = self.acknowledgement else {
            return;
        };
        if let Some(written) = self.written(None, value) {
            let answer = Outgoing::answer(number, written);
            self.session.answer(&self.socket, answer, None);
        }
    }

    /// Emits to the caller, then acknowledges with nothing; an event that cannot be written is an
    /// error, like any other answer.
    pub(crate) fn respond(&self, event: &str, value: &dyn Payload) {
        if let Some(written) = self.written(Some(event), value) {
            self.respond_in_own_form(event, written);
        }
    }

    /// Calls the client's callback with what is written already, if it passed one.
    pub(crate) fn acknowledge_written(&self, written: Written) {
        let Some(number) = self.acknowledgement else {
            return;
        };
        if let Some(written) = self.in_own_form(written) {
            let answer = Outgoing::answer(number, written);
            self.session.answer(&self.socket, answer, None);
        }
    }

    /// Emits to the caller what is written already, the event's name included, then acknowledges with nothing.
    pub(crate) fn respond_written(&self, event: &str, written: Written) {
        if let Some(written) = self.in_own_form(written) {
            self.respond_in_own_form(event, written);
        }
    }

    #[inline]
    fn respond_in_own_form(&self, event: &str, written: Written) {
        let nothing = self.acknowledgement.and_then(|number| {
            let nothing = self.session.namespace().write(None, &()).ok()?;
            Some(Outgoing::answer(number, nothing))
        });
        let event = Outgoing::event(event, written);
        self.session.answer(&self.socket, event, nothing);
    }

    /// Emits one of several events to the caller.
    pub(crate) fn emit(&self, event: &str, value: &dyn Payload) -> Result<(), EmitError> {
        self.session.emit(&self.socket, event, value)
    }

    /// The same with what is written already, the event's name included.
    pub(crate) fn emit_written(&self, event: &str, written: Written) -> Result<(), EmitError> {
        self.session.emit_written(&self.socket, event, written)
    }

    /// Tells the client of `error` (docs/guarantees.md, 9), and the log if it is ours.
    pub(crate) fn fail(&self, error: WsError) {
        self.fail_once(error, false);
    }

    /// The same for an error about which the log has a line already.
    pub(crate) fn fail_with_line(&self, error: WsError) {
        self.fail_once(error, true);
    }

    fn fail_once(&self, error: WsError, has_line: bool) {
        let event = self.pattern.as_str();
        let policy = &self.session.context().errors;
        let error = policy.mapped(error, Some(event), &self.socket, &self.session);
        if error.is_internal()
            && let Some(chain) = error.chain()
        {
            tracing::error!(
                event,
                socket = %self.socket.id(),
                code = error.code(),
                error = %chain,
                "a message failed"
            );
        } else if !has_line {
            tracing::debug!(event, code = error.code(), %error, source = error.chain(), "a message was refused");
        }
        self.refuse(&error);
    }

    /// Tells the client of `error` as it is.
    fn refuse(&self, error: &WsError) {
        let refusal = ErrorReply::new(
            &self.session.context().errors,
            error,
            self.pattern.as_str(),
            self.acknowledgement,
            self.payload.as_deref().and_then(Echo::of),
        );
        refusal.send(&self.session, &self.socket);
    }

    /// Answers for a handler that ended without an answer: by a panic, a timeout, a cancelled task, or an `Ack` that
    /// was dropped unused.
    pub(crate) fn unanswered(&self) {
        if thread::panicking() {
            self.fail(WsError::failure());
        } else if let Some(cancellation) = super::cancellation::current() {
            self.fail(cancellation.into_error());
        } else if self.acknowledgement.is_some() {
            self.fail(WsError::internal("the handler ended without an answer"));
        }
    }

    /// The arguments of an answer, behind the name of `event` if it is one. Nothing, if nobody is there to
    /// get it; and nothing, with a log record and after an error to the client, if a value cannot be written:
    /// its `Serialize` fails or panics.
    fn written(&self, event: Option<&str>, value: &dyn Payload) -> Option<Written> {
        if !self.session.is_connected() {
            return None;
        }
        let write = || self.session.namespace().write(event, value);
        let event = self.pattern.as_str();
        match catch_unwind(AssertUnwindSafe(write)) {
            Ok(Ok(written)) => return Some(written),
            Ok(Err(error)) => tracing::error!(event, %error, "an answer cannot be serialised"),
            Err(panic) => {
                let panic = panic_message(&*panic);
                tracing::error!(event, panic, "the serialisation of an answer panicked");
            }
        }
        self.refuse(&WsError::failure());
        None
    }

    /// What is written already, in the form of the client's namespace; nothing, with a log record and after an
    /// error to the client, if it cannot be that.
    fn in_own_form(&self, written: Written) -> Option<Written> {
        match self.session.namespace().in_own_form(written) {
            Ok(written) => Some(written),
            Err(error) => {
                let event = self.pattern.as_str();
                tracing::error!(event, %error, "an answer cannot be converted to the namespace's format");
                self.refuse(&WsError::failure());
                None
            }
        }
    }
}
