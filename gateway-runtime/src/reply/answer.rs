//! `Output` and the `..Kind`s lead from the type that a method returns to the way in which the method is answered. They
//! decide in the user's crate, where the types are concrete.
//!
//! Two probes, each a method that exists twice: inherent on a wrapper of particular types and, with
//! less precedence, in a trait for all types. So `Result`, `WsResponse` and streams are told apart from
//! plain values without specialisation and without an attribute.

use std::{marker::PhantomData, ops::Deref};

use futures_core::Stream;

use super::{
    AfterCall, Reply, StreamItem, WsResponse,
    stream::{answer, answer_all},
};
use crate::{
    error::{Failure, FailureKind, IntoWsError, WsError},
    wire::Payload,
};

/// What a handler can answer with.
///
/// | a method returns | the client gets |
/// |---|---|
/// | `()` | an acknowledgement without arguments |
/// | `T: Serialize` | an acknowledgement with one argument; `None` is `null`, a tuple an array |
/// | `Arc<T>`, `Box<T>`, `Cow<'static, T>` | the same as `T`, here and inside other types |
/// | [`Args((a, b))`](crate::Args) | an acknowledgement with several arguments |
/// | [`Bytes`](crate::Bytes), alone or inside `T` | binary |
/// | [`WsResponse<T>`] | its event, then an empty acknowledgement |
/// | `Option<WsResponse<T>>` | the event if there is one, then an empty acknowledgement |
/// | `Vec<WsResponse<T>>` | each event, in order, then an empty acknowledgement |
/// | `Option<Vec<WsResponse<T>>>` | the same, or without a list an empty acknowledgement alone |
/// | a [stream](StreamItem) of `WsResponse<T>` or `Result<WsResponse<T>, E>` | each event, then an empty acknowledgement |
/// | `Result<_, E>` of any of these | the same, or the [error](struct@crate::WsError) |
///
/// An answer may be sent by another thread, so it is `Send`: an `Arc` and not an `Rc`.
///
/// The acknowledgement goes to clients that asked for one. A method that takes an
/// [`Ack`](crate::Ack) gives it by hand and returns `()` or `Result<(), E>`.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[derive(Serialize)]
/// struct File { name: &'static str, content: Bytes }
///
/// #[websocket_gateway]
/// struct Files;
///
/// #[websocket_gateway]
/// impl Files {
///     #[subscribe_message("touch")]
///     fn touch(&self) {}                                            // callback()
///
///     #[subscribe_message("size")]
///     async fn size(&self) -> Option<u64> { None }                  // callback(null)
///
///     #[subscribe_message("read")]
///     fn read(&self) -> Result<File, WsError> {                     // callback({ name, content: Buffer })
///         Ok(File { name: "a.txt", content: Bytes::from_static(b"a") })
///     }
///
///     #[subscribe_message("remove")]
///     fn remove(&self) -> Result<(), WsError> {
///         Err(WsError::forbidden("it is read-only"))                // callback({ status: "error", .. })
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the answer to a message",
    label = "this type does not implement `Serialize`",
    note = "derive `Serialize` for it; `()` answers nothing, `Args((a, b))` answers several values",
    note = "an event is a `WsResponse<T>`, one that may be missing is an `Option<WsResponse<T>>`, and several are a \
            `Vec<WsResponse<T>>` or a stream: `impl Stream<Item = WsResponse<T>> + use<>`, boxed \
            `Pin<Box<dyn Stream<Item = ..> + Send>>`"
)]
pub trait Answer: 'static {
    /// Acknowledges with the value.
    #[doc(hidden)]
    fn answer(self, reply: Reply);
}

#[diagnostic::do_not_recommend]
impl<T: Payload + 'static> Answer for T {
    fn answer(self, reply: Reply) {
        reply.send(&self);
    }
}

/// The other bound on answers, apart from [`Answer`] so that each is reported in its own words.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the answer to a message, since it cannot be sent between threads",
    label = "an answer may be sent by another thread",
    note = "use `Arc` in place of `Rc`, and a `Mutex` or an atomic in place of a `Cell` or a `RefCell`"
)]
pub trait SendableAnswer: Send {}

#[diagnostic::do_not_recommend]
impl<T: Send> SendableAnswer for T {}

/// First probe: is it a `Result`?
pub struct Output<T>(pub T);

impl<T, E> Output<Result<T, E>> {
    /// Takes the error out.
    ///
    /// # Errors
    /// The method's own error.
    pub fn split(self) -> Result<T, E> {
        self.0
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

/// The probe on a method's error: can it be kept in its own type, so that a filter catches it?
pub struct ReturnedError<E>(pub E);

impl<E: IntoWsError + Send + 'static> ReturnedError<E> {
    /// Keeps the error.
    #[must_use]
    pub fn into_failure(self) -> Failure {
        Failure::of(self.0, FailureKind::Method)
    }
}

/// The probe's second level: an error that one thread alone may use, or that borrows, is converted at once.
pub trait ConvertedError<E> {
    /// Converts the error.
    // The bound stands on the method, so that an error that does not convert is reported with its own message.
    fn into_failure(self) -> Failure
    where
        E: IntoWsError;
}

impl<E> ConvertedError<E> for ReturnedError<E> {
    fn into_failure(self) -> Failure
    where
        E: IntoWsError,
    {
        Failure::new(self.0.into_ws_error(), FailureKind::Method)
    }
}

/// Second probe: is it an event, or many?
pub struct Value<'a, T>(pub &'a Result<T, Failure>);

impl<T> Value<'_, WsResponse<T>> {
    /// It is an event.
    #[must_use]
    pub fn kind(&self) -> EmittedKind {
        EmittedKind
    }
}

impl<S: Stream> Value<'_, S> {
    /// It is a stream.
    #[must_use]
    pub fn kind(&self) -> StreamKind {
        StreamKind
    }
}

/// The second probe for what is not told apart by its own type's functions.
pub trait AnswerKind {
    /// The way it is answered.
    type Kind;

    /// What kind of answer it is.
    fn kind(&self) -> Self::Kind;
}

/// Not a function of the type itself, since `Option` may become a stream in a later version of its crate.
impl<T> AnswerKind for Value<'_, Option<WsResponse<T>>> {
    type Kind = OptionalKind;

    fn kind(&self) -> OptionalKind {
        OptionalKind
    }
}

/// Not a function of the type itself, for the same reason.
impl<T> AnswerKind for Value<'_, Vec<WsResponse<T>>> {
    type Kind = ListKind;

    fn kind(&self) -> ListKind {
        ListKind
    }
}

impl<T> AnswerKind for Value<'_, Option<Vec<WsResponse<T>>>> {
    type Kind = OptionalListKind;

    fn kind(&self) -> OptionalListKind {
        OptionalListKind
    }
}

/// The second probe for everything else, which the compiler reaches last: it is what [`Value`] dereferences to.
pub struct AnyValue<T>(PhantomData<T>);

impl<T> Deref for Value<'_, T> {
    type Target = AnyValue<T>;

    fn deref(&self) -> &AnyValue<T> {
        &AnyValue(PhantomData)
    }
}

impl<T> AnswerKind for AnyValue<T> {
    type Kind = PlainKind;

    fn kind(&self) -> PlainKind {
        PlainKind
    }
}

/// The way a plain value is answered.
pub struct PlainKind;

impl PlainKind {
    /// Acknowledges with the value, or answers with the error.
    pub fn answer<T: Answer + SendableAnswer>(
        self,
        result: Result<T, Failure>,
        reply: Reply,
    ) -> AfterCall {
        match result {
            Ok(value) => value.answer(reply),
            Err(failure) => return reply.fail(failure),
        }
        AfterCall::nothing()
    }
}

/// The way an event is answered.
pub struct EmittedKind;

impl EmittedKind {
    /// Emits the response, then acknowledges with nothing; or answers with the error.
    pub fn answer<T: Payload + SendableAnswer + 'static>(
        self,
        result: Result<WsResponse<T>, Failure>,
        reply: Reply,
    ) -> AfterCall {
        match result {
            Ok(response) => reply.emit(&response.event, &response.data),
            Err(failure) => return reply.fail(failure),
        }
        AfterCall::nothing()
    }
}

/// The way an event that may be missing is answered: NestJS's `WsResponse | undefined`.
pub struct OptionalKind;

impl OptionalKind {
    /// Emits the response if there is one, then acknowledges with nothing; or answers with the error.
    pub fn answer<T: Payload + Send + 'static>(
        self,
        result: Result<Option<WsResponse<T>>, Failure>,
        reply: Reply,
    ) -> AfterCall {
        if let Some(result) = result.transpose() {
            EmittedKind.answer(result, reply)
        } else {
            reply.send(&());
            AfterCall::nothing()
        }
    }
}

/// The way a list of events is answered.
pub struct ListKind;

impl ListKind {
    /// Emits the responses in their order, then acknowledges with nothing; or answers with the error.
    pub fn answer<T: Payload + Send + 'static>(
        self,
        result: Result<Vec<WsResponse<T>>, Failure>,
        reply: Reply,
    ) -> AfterCall {
        match result {
            Ok(responses) => answer_all(responses, reply),
            Err(failure) => reply.fail(failure),
        }
    }
}

/// The way a list of events that may be missing is answered: a missing one is empty.
pub struct OptionalListKind;

impl OptionalListKind {
    /// Emits the responses if there are any, then acknowledges with nothing; or answers with the error.
    pub fn answer<T: Payload + Send + 'static>(
        self,
        result: Result<Option<Vec<WsResponse<T>>>, Failure>,
        reply: Reply,
    ) -> AfterCall {
        ListKind.answer(result.map(Option::unwrap_or_default), reply)
    }
}

/// The way a stream is answered.
pub struct StreamKind;

impl StreamKind {
    /// Emits what the stream yields, then acknowledges with nothing: later, in a task, since a stream may
    /// always be ready. Without a stream, answers with the error.
    pub fn answer<S>(self, result: Result<S, Failure>, reply: Reply) -> AfterCall
    where
        S: Stream<Item: StreamItem> + Send + 'static,
    {
        match result {
            Ok(stream) => answer(stream, reply),
            Err(failure) => reply.fail(failure),
        }
    }
}
