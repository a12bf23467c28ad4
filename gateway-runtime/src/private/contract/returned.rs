//! The probes that lead from a method to its answer and its error. Each is a method of [`Of`] for particular types, and a method of a
//! trait for all others.

use futures_core::Stream;

use crate::{
    contract::{ErrorCode, Errors, OtherCodes},
    describe::{ErrorCodes, Kind, Of, Types},
    extract::Ack,
    reply::WsResponse,
};

/// The type of what is never there: the error of a method that does not fail.
pub enum Never {}

/// The type that a method returns, without naming the type: that of a closure which calls the method, and which nobody
/// calls.
#[must_use]
pub fn output_of<G, A, R>(_: impl FnOnce(G, A) -> R) -> Of<R> {
    Of::NEW
}

/// The same of an `async fn`.
#[must_use]
pub fn awaited_output_of<G, A, F: Future>(_: impl FnOnce(G, A) -> F) -> Of<F::Output> {
    Of::NEW
}

/// Is the output a `Result`?
impl<T, E> Of<Result<T, E>> {
    /// The types of the value and of the error.
    #[must_use]
    pub fn __gateway_split(self) -> (Of<T>, Of<E>) {
        (Of::NEW, Of::NEW)
    }
}

/// The second level of this question.
pub trait PlainOutput: Sized {
    /// The output itself.
    type Value;

    /// The output, and no error.
    fn __gateway_split(self) -> (Of<Self::Value>, Of<Never>) {
        (Of::NEW, Of::NEW)
    }
}

impl<T> PlainOutput for Of<T> {
    type Value = T;
}

/// An item of a stream.
pub trait Item {
    /// The event's payload.
    type Data;
    /// The error that ends the stream.
    type Error;
}

impl<T> Item for WsResponse<T> {
    type Data = T;
    type Error = Never;
}

impl<T, E> Item for Result<WsResponse<T>, E> {
    type Data = T;
    type Error = E;
}

/// Is the value an event, or a stream of events?
impl<T> Of<WsResponse<T>> {
    /// It is an event.
    #[must_use]
    pub fn __gateway_kind(self) -> (Kind, Of<T>, Of<Never>) {
        (Kind::Events, Of::NEW, Of::NEW)
    }
}

impl<S: Stream<Item: Item>> Of<S> {
    /// It is a stream.
    #[must_use]
    #[expect(clippy::type_complexity, reason = "it says what is returned")]
    pub fn __gateway_kind(
        self,
    ) -> (
        Kind,
        Of<<S::Item as Item>::Data>,
        Of<<S::Item as Item>::Error>,
    ) {
        (Kind::Events, Of::NEW, Of::NEW)
    }
}

/// The second level of this question. Not methods of `Of` itself, since `Option` and `Vec` may become streams in a later
/// version of their crate.
pub trait ListedEvents: Sized {
    /// The event's payload.
    type Data;

    /// It is an event that may be missing, or a list of events.
    fn __gateway_kind(self) -> (Kind, Of<Self::Data>, Of<Never>) {
        (Kind::Events, Of::NEW, Of::NEW)
    }
}

impl<T> ListedEvents for Of<Option<WsResponse<T>>> {
    type Data = T;
}

impl<T> ListedEvents for Of<Vec<WsResponse<T>>> {
    type Data = T;
}

impl<T> ListedEvents for Of<Option<Vec<WsResponse<T>>>> {
    type Data = T;
}

/// The third level of this question, which the compiler reaches last: the implementation is on a reference.
pub trait PlainAnswer {
    /// The value itself.
    type Data;

    /// It is a value.
    fn __gateway_kind(self) -> (Kind, Of<Self::Data>, Of<Never>);
}

impl<T> PlainAnswer for &Of<T> {
    type Data = T;

    fn __gateway_kind(self) -> (Kind, Of<T>, Of<Never>) {
        (Kind::Value, Of::NEW, Of::NEW)
    }
}

/// What does an `Ack` acknowledge?
impl<T> Of<Ack<T>> {
    /// The type of the value.
    #[must_use]
    pub fn __gateway_acknowledged(self) -> Of<T> {
        Of::NEW
    }
}

/// The second level of this question.
pub trait NotAcknowledged: Sized {
    /// Nothing is known of it.
    type Value;

    /// The type itself, which is no `Ack`.
    fn __gateway_acknowledged(self) -> Of<Self::Value> {
        Of::NEW
    }
}

impl<T> NotAcknowledged for Of<T> {
    type Value = T;
}

/// Are the error's codes known?
impl<E: ErrorCodes> Of<E> {
    /// The codes.
    #[must_use]
    pub fn __gateway_errors(self, types: &mut Types) -> Errors {
        let mut errors = Errors::default();
        E::describe(types, &mut errors);
        errors
    }
}

impl Of<Never> {
    /// There is no error.
    #[must_use]
    pub fn __gateway_errors(self, _: &mut Types) -> Errors {
        Errors::default()
    }
}

/// The second level of this question.
pub trait OpenErrors: Sized {
    /// They are not.
    fn __gateway_errors(self, _: &mut Types) -> Errors {
        Errors {
            other: OtherCodes::Any,
            ..Errors::default()
        }
    }
}

impl<E: ?Sized> OpenErrors for Of<E> {}

/// Is the value of a guard a refusal?
impl Of<bool> {
    /// `false` is the error `forbidden`.
    #[must_use]
    pub fn __gateway_refusal(self) -> Errors {
        let code = ErrorCode {
            message: Some("Forbidden resource".to_owned()),
            ..ErrorCode::default()
        };
        Errors {
            codes: [("forbidden".to_owned(), code)].into(),
            ..Errors::default()
        }
    }
}

/// The second level of this question.
pub trait SilentGuard: Sized {
    /// It is not.
    fn __gateway_refusal(self) -> Errors {
        Errors::default()
    }
}

impl<T: ?Sized> SilentGuard for Of<T> {}

/// Adds the errors of another part of the same message.
pub fn add_errors(errors: &mut Errors, added: Errors) {
    errors.add(added);
}

/// Notes that something around the method may fail with codes of its own.
pub fn add_around(errors: &mut Errors) {
    errors.add_around();
}
