//! The way back to the client that sent a message.

use std::{
    borrow::Cow,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    thread,
};

use super::{pattern::Pattern, refusal::Refusal};
use crate::{
    error::{EmitError, WsError},
    handles::Socket,
    panics::panic_message,
    protocol::{Packet, RawSocket, SendError},
    session::{ErrorPolicy, Session, acknowledge, emit},
    wire::{Echo, Form, Payload},
};

/// The event with which a client is told of an error that it waits for in no acknowledgement.
pub(crate) const EXCEPTION: &str = "exception";

/// Who asked, for what, and whether it waits for an acknowledgement.
#[derive(Clone)]
pub(crate) struct Route {
    pub(crate) socket: RawSocket,
    pub(crate) session: Arc<Session>,
    /// The number the client's callback waits under.
    pub(crate) acknowledgement: Option<i64>,
    pub(crate) pattern: Pattern,
    /// What the client sent, kept only if errors are to carry it.
    pub(crate) payload: Option<Arc<Packet>>,
}

impl Route {
    /// The handle that users get.
    pub(crate) fn socket(&self) -> Socket {
        Socket::new(self.socket.clone(), Arc::clone(&self.session))
    }

    /// Calls the client's callback, if it passed one.
    pub(crate) fn acknowledge<T: Payload + Send + 'static>(&self, value: T) {
        let Some(id) = self.acknowledgement else {
            return;
        };
        let route = self.unwritable();
        // Boxed, since it is large and hardly ever there.
        let mut refusal: Option<Box<Refusal>> = None;
        self.session.send(&self.socket, move |socket| {
            // Once it is known that the value cannot be written, the error is what waits.
            if let Some(refusal) = &mut refusal {
                return Refusal::send(refusal, socket);
            }
            match written(&route.pattern, || {
                acknowledge(route.form, socket, id, &value)
            }) {
                Some(sent) => sent,
                None => refusal.insert(Box::new(route.refusal(socket))).send(socket),
            }
        });
    }

    /// Emits to the caller, then acknowledges with nothing; an event that cannot be written is an
    /// error, like any other answer.
    pub(crate) fn respond<T: Payload + Send + 'static>(&self, event: Cow<'static, str>, value: T) {
        let route = self.unwritable();
        // Known as soon as the event has gone out or cannot: then only the rest is tried again, and
        // nothing of another answer comes in between.
        let mut is_emitted = false;
        let mut refusal: Option<Box<Refusal>> = None;
        self.session.send(&self.socket, move |socket| {
            if let Some(refusal) = &mut refusal {
                return Refusal::send(refusal, socket);
            }
            if !is_emitted {
                match written(&route.pattern, || emit(route.form, socket, &event, &value)) {
                    Some(Ok(())) => is_emitted = true,
                    Some(waits) => return waits,
                    None => return refusal.insert(Box::new(route.refusal(socket))).send(socket),
                }
            }
            match route.acknowledgement {
                Some(id) => acknowledge(route.form, socket, id, &()),
                None => Ok(()),
            }
        });
    }

    /// Emits one of several events to the caller.
    pub(crate) fn emit<T: Payload>(&self, event: &str, value: &T) -> Result<(), EmitError> {
        self.session.emit(&self.socket, event, value)
    }

    /// Tells the client of `error` (design, section 4, guarantee 9), and the log if it is ours.
    pub(crate) fn fail(&self, error: WsError) {
        let event = self.pattern.as_str();
        let policy = &self.session.context().errors;
        let error = policy.mapped(error, Some(event), &self.socket, &self.session);
        if let Some(chain) = error.chain() {
            tracing::error!(
                event,
                socket = %self.socket.id(),
                code = error.code(),
                error = %chain,
                "a message failed"
            );
        } else {
            tracing::debug!(event, code = error.code(), %error, "a message was refused");
        }
        let payload = self.payload.as_deref().and_then(Echo::of);
        let form = self.session.namespace().form();
        let mut refusal = Refusal::new(policy, form, &error, event, self.acknowledgement, payload);
        self.session
            .send(&self.socket, move |socket| refusal.send(socket));
    }

    /// The handler ended without an answer: a panic, a timeout, a cancelled task, an `Ack` dropped
    /// unused.
    pub(crate) fn unanswered(&self) {
        if thread::panicking() {
            self.fail(WsError::failure());
        } else if let Some(cancellation) = super::cancellation::current() {
            self.fail(cancellation.into_error());
        } else if self.acknowledgement.is_some() {
            self.fail(WsError::internal("the handler ended without an answer"));
        }
    }

    /// What is needed to refuse when an answer cannot be written.
    fn unwritable(&self) -> Unwritable {
        Unwritable {
            form: self.session.namespace().form(),
            pattern: self.pattern.clone(),
            acknowledgement: self.acknowledgement,
            payload: self.payload.clone(),
        }
    }
}

/// A route without socket and session, which what waits in an outbox must not keep alive.
struct Unwritable {
    form: Form,
    pattern: Pattern,
    acknowledgement: Option<i64>,
    payload: Option<Arc<Packet>>,
}

impl Unwritable {
    fn refusal(&self, socket: &RawSocket) -> Refusal {
        let session = socket.attached::<Arc<Session>>();
        let unmapped = ErrorPolicy::default();
        let policy = session.as_deref().map(|session| &session.context().errors);
        Refusal::new(
            policy.unwrap_or(&unmapped),
            self.form,
            &WsError::failure(),
            self.pattern.as_str(),
            self.acknowledgement,
            self.payload.as_deref().and_then(Echo::of),
        )
    }
}

/// Tries to send a user's value; `None`, with a log record, if it cannot be written: its `Serialize`
/// fails or panics.
fn written(
    pattern: &Pattern,
    try_to_send: impl FnOnce() -> Result<(), SendError>,
) -> Option<Result<(), SendError>> {
    logged(pattern, catch_unwind(AssertUnwindSafe(try_to_send)))
}

/// What became of it; not generic, since a log record is much code.
fn logged(
    pattern: &Pattern,
    tried: thread::Result<Result<(), SendError>>,
) -> Option<Result<(), SendError>> {
    let event = pattern.as_str();
    match tried {
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
