//! From the type that a method returns to the way it is answered, decided in the user's crate, where
//! the types are concrete.
//!
//! Two probes, each a method that exists twice: inherent on a wrapper of particular types and, with
//! less precedence, in a trait for all types. So `Result`, `WsResponse` and (later) streams are told
//! apart from plain values without specialisation and without an attribute.

use super::{Payload, Reply, WsResponse};
use crate::error::{IntoWsError, WsError};

/// What a handler can answer with: everything that can be sent, [`Args`](crate::Args) and
/// [`WsResponse`] included; `Result<_, E>` of any of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the answer to a message",
    label = "this type does not implement `Serialize`",
    note = "derive `Serialize` for it; a method that answers nothing returns `()`, one that answers \
            several values a tuple of them in `Args`"
)]
pub trait Answer: Send + 'static {
    /// Acknowledges with the value.
    #[doc(hidden)]
    fn answer(self, reply: Reply);
}

#[diagnostic::do_not_recommend]
impl<T: Payload + Send + 'static> Answer for T {
    fn answer(self, reply: Reply) {
        reply.send(self);
    }
}

/// First probe: is it a `Result`?
pub struct Output<T>(pub T);

impl<T, E> Output<Result<T, E>> {
    /// Takes the error out.
    ///
    /// # Errors
    /// The method's own error.
    // The bound stands on the method: on the block it would make the probe take a `Result` with
    // another error for a plain value.
    pub fn split(self) -> Result<T, WsError>
    where
        E: IntoWsError,
    {
        self.0.map_err(IntoWsError::into_ws_error)
    }
}

/// The first probe for everything else.
pub trait SplitOutput<T>: Sized {
    /// There is no error to take out.
    ///
    /// # Errors
    /// None.
    fn split(self) -> Result<T, WsError>;
}

impl<T> SplitOutput<T> for Output<T> {
    fn split(self) -> Result<T, WsError> {
        Ok(self.0)
    }
}

/// Second probe: is it an event?
pub struct Value<'a, T>(pub &'a T);

impl<T> Value<'_, WsResponse<T>> {
    /// It is an event.
    #[must_use]
    pub fn kind(&self) -> EmittedKind {
        EmittedKind
    }
}

/// The second probe for everything else.
pub trait AnswerKind {
    /// It is a plain value.
    fn kind(&self) -> PlainKind;
}

impl<T> AnswerKind for Value<'_, T> {
    fn kind(&self) -> PlainKind {
        PlainKind
    }
}

/// The way a plain value is answered.
pub struct PlainKind;

impl PlainKind {
    /// Acknowledges with `value`.
    pub fn answer<T: Answer>(self, value: T, reply: Reply) {
        value.answer(reply);
    }
}

/// The way an event is answered.
pub struct EmittedKind;

impl EmittedKind {
    /// Emits `response`, then acknowledges with nothing.
    pub fn answer<T: Payload + Send + 'static>(self, response: WsResponse<T>, reply: Reply) {
        reply.emit(response);
    }
}
