//! `Route` is the way back to the client that sent a message.

use std::{
    any::{Any, TypeId},
    sync::Arc,
    thread,
};

use tracing::Span;

use super::{
    Capture, Extra, Outcome, Reply, SeesFailures, error_reply::ErrorReply, filter_task,
    pattern::Pattern,
};
#[cfg(feature = "metrics")]
use crate::metrics::Meter;
use crate::{
    error::{EmitError, Failure, FailureKind, WsError},
    handles::Socket,
    panics::called,
    protocol::{RawSocket, is_reserved},
    session::{ErrorCause, Outgoing, Session},
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
    pub(crate) extra: Option<Arc<Extra>>,
    /// Measures the message, if the app does that.
    #[cfg(feature = "metrics")]
    pub(crate) meter: Option<Meter>,
}

impl Route {
    /// The way to the client behind `socket`, who waits for the answer under the number `acknowledgement`.
    pub(crate) fn new(
        socket: RawSocket,
        session: Arc<Session>,
        acknowledgement: Option<i64>,
        pattern: Pattern,
        extra: Option<Arc<Extra>>,
    ) -> Self {
        Self {
            socket,
            session,
            acknowledgement,
            pattern,
            extra,
            #[cfg(feature = "metrics")]
            meter: None,
        }
    }

    /// The socket as users hold it.
    pub(crate) fn socket(&self) -> Socket {
        Socket::new(self.socket.clone(), Arc::clone(&self.session))
    }

    /// Calls the client's callback, if it passed one. A value that cannot be written is an error.
    pub(crate) fn acknowledge(&self, value: &dyn Payload) {
        let Some(number) = self.acknowledgement else {
            self.ended_well();
            return self.capture_answer(value);
        };
        if let Some(written) = self.written(None, value) {
            let answer = Outgoing::answer(number, written);
            self.session.answer(&self.socket, answer, None);
            self.ended_well();
        }
    }

    /// Emits to the caller, then acknowledges with nothing; an event that cannot be written is an
    /// error, like any other answer.
    pub(crate) fn respond(&self, event: &str, value: &dyn Payload) {
        if let Some(capture) = self.capture() {
            let written = self.write(Some(event), value);
            let outcome =
                written.map(|written| Outcome::written_event(event.to_owned().into(), written));
            return capture.put(outcome.map_err(|error| Failure::new(error, FailureKind::Answer)));
        }
        if let Some(written) = self.written(Some(event), value) {
            self.respond_in_own_form(event, written);
        }
    }

    /// Calls the client's callback with what is written already, if it passed one.
    pub(crate) fn acknowledge_written(&self, written: Written) {
        let Some(number) = self.acknowledgement else {
            return self.ended_well();
        };
        if let Some(written) = self.in_own_form(written) {
            let answer = Outgoing::answer(number, written);
            self.session.answer(&self.socket, answer, None);
            self.ended_well();
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
        let event = Outgoing::event(self.session.namespace(), event, written);
        self.session.answer(&self.socket, event, nothing);
        self.ended_well();
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
        let span = self.extra.as_deref().and_then(|extra| extra.span.clone());
        // An `Ack` may answer from anywhere.
        let _entered = span.as_ref().map(Span::enter);
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
            self.echo(),
        );
        refusal.send(&self.session, &self.socket);
        self.failed(error.code());
    }

    /// What the client sent, if the app puts that into errors.
    fn echo(&self) -> Option<Echo> {
        let packet = self.extra.as_deref()?.packet.as_ref()?;
        let is_wanted = self.session.context().errors.cause == ErrorCause::PatternAndPayload;
        is_wanted.then(|| Echo::of(packet)).flatten()
    }

    /// A value that a guard gave: before this message, or else when the client connected.
    pub(crate) fn given(&self, of: TypeId) -> Option<Arc<dyn Any + Send + Sync>> {
        let before_message = self.extra.as_deref().and_then(|extra| extra.given(of));
        before_message.or_else(|| self.session.user_data().given(of))
    }

    /// Where the answer goes, if interceptors see it first.
    pub(crate) fn capture(&self) -> Option<&Capture> {
        self.extra.as_deref()?.capture.as_ref()
    }

    /// Lets nobody but the client see the answer any more. Returns who wanted to see errors.
    pub(super) fn take_filters(&mut self) -> Option<Arc<dyn SeesFailures>> {
        let extra = self
            .extra
            .as_mut()
            .filter(|extra| extra.filters.is_some())?;
        Arc::make_mut(extra).filters.take()?.upgrade()
    }

    /// The number under which the client's callback waits, wherever the answer goes.
    pub(crate) fn wanted_acknowledgement(&self) -> Option<i64> {
        match self.capture() {
            None => self.acknowledgement,
            Some(capture) => capture.acknowledgement,
        }
    }

    /// The same way past interceptors: for an `Ack`, and for what the interceptors keep.
    pub(super) fn past_interceptors(&self) -> Self {
        let extra = match &self.extra {
            Some(extra) if extra.capture.is_some() => Some(Arc::new(Extra::clone(extra))),
            extra => extra.clone(),
        };
        Self {
            acknowledgement: self.wanted_acknowledgement(),
            extra,
            socket: self.socket.clone(),
            session: Arc::clone(&self.session),
            pattern: self.pattern.clone(),
            #[cfg(feature = "metrics")]
            meter: self.meter.clone(),
        }
    }

    /// Lets interceptors see the answer first. Returns the way on which it is sent then.
    pub(crate) fn divert(&mut self) -> Self {
        let way = self.clone();
        let mut extra = way.extra.as_deref().cloned().unwrap_or_default();
        extra.capture = Some(Capture::new(self.acknowledgement.take()));
        self.extra = Some(Arc::new(extra));
        way
    }

    /// Keeps the answer for the interceptors, if there are any. Else the client waits for none.
    #[cold]
    fn capture_answer(&self, value: &dyn Payload) {
        if let Some(capture) = self.capture() {
            let written = self.write(None, value).map(Outcome::written);
            capture.put(written.map_err(|error| Failure::new(error, FailureKind::Answer)));
        }
    }

    /// Answers for a handler that ended without an answer: by a panic, a timeout, a cancelled task, or an `Ack` that
    /// was dropped unused.
    pub(crate) fn unanswered(&self) {
        let failure = if thread::panicking() {
            Failure::new(WsError::failure(), FailureKind::Panic)
        } else if let Some(cancellation) = super::cancellation::current() {
            Failure::new(cancellation.into_error(), FailureKind::Timeout)
        } else if self.wanted_acknowledgement().is_some() {
            let error = WsError::internal("the handler ended without an answer");
            Failure::new(error, FailureKind::Method)
        } else {
            return self.ended_well();
        };
        if let Some(capture) = self.capture() {
            return capture.put(Err(failure));
        }
        let mut route = self.clone();
        route.note(failure.kind());
        match route.take_filters() {
            None => route.fail(failure.into_error()),
            // A filter is a user's code, which must not run in a drop.
            Some(filters) => {
                if let Some(task) = filters.answer_in_task(failure, Reply::new(route)) {
                    filter_task::leave(&self.session, task);
                }
            }
        }
    }

    /// The arguments of an answer, behind the name of `event` if it is one. Nothing, if nobody is there to
    /// get it; and nothing, after an error to the client, if a value cannot be written.
    fn written(&self, event: Option<&str>, value: &dyn Payload) -> Option<Written> {
        if !self.session.is_connected() {
            self.ended_well();
            return None;
        }
        match self.write(event, value) {
            Ok(written) => Some(written),
            Err(error) => {
                self.refuse(&error);
                None
            }
        }
    }

    /// The arguments of an answer, behind the name of `event` if it is one.
    ///
    /// # Errors
    /// With a log record: the value's `Serialize` fails or panics, or the name is one of Socket.IO's own.
    pub(super) fn write(
        &self,
        event: Option<&str>,
        value: &dyn Payload,
    ) -> Result<Written, WsError> {
        let write = || self.session.namespace().write(event, value);
        let name = event.filter(|name| is_reserved(name));
        let event = self.pattern.as_str();
        if let Some(name) = name {
            tracing::error!(event, name, "an answer has a reserved event name");
            return Err(WsError::failure());
        }
        match called(write) {
            Ok(Ok(written)) => return Ok(written),
            Ok(Err(error)) => tracing::error!(event, %error, "an answer cannot be serialised"),
            Err(panic) => {
                tracing::error!(event, panic, "the serialisation of an answer panicked");
            }
        }
        Err(WsError::failure())
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
