//! `Pipe` changes what a client sent into what a method takes.

use std::marker::PhantomData;

#[cfg(feature = "testing")]
use super::pipe_replaced::Taken;
use crate::{
    error::{Failure, FailureKind, IntoWsError, WsError},
    extract::Requirements,
    message::{Body, Message},
};

/// A pipe: NestJS's `PipeTransform`. It is a function marked [`#[pipe]`](macro@crate::pipe), which implements this trait,
/// and stands in [`#[message_body(pipe = name)]`](macro@crate::message_body) on a parameter.
///
/// Most of what NestJS does with pipes is done by types here: a body decodes into any type that implements `Deserialize`,
/// and is validated if its type has rules. A pipe is for what has to ask something.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no pipe",
    label = "not a pipe",
    note = "mark the function with `#[pipe]`"
)]
pub trait Pipe: Sized + 'static {
    /// What is decoded: the pipe's first parameter.
    type Input: Body;

    /// What the method's parameter gets.
    type Output;

    /// The pipe's other parameters.
    #[doc(hidden)]
    type Parameters;

    /// Takes the pipe's other parameters out of the message.
    ///
    /// # Errors
    /// The error that the client gets instead of the method's answer.
    #[doc(hidden)]
    fn take(message: &mut Message) -> Result<Self::Parameters, WsError>;

    /// Calls the function.
    ///
    /// # Errors
    /// The failure that the client gets instead of the method's answer.
    #[doc(hidden)]
    fn run(
        taken: (Self::Parameters, Self::Input),
    ) -> impl Future<Output = Result<Self::Output, Failure>> + Send;

    /// Notes what the pipe needs of the app.
    #[doc(hidden)]
    fn require(_: &mut Requirements<'_>) {}

    /// Notes what a method with the pipe needs of the app.
    #[doc(hidden)]
    fn note(requirements: &mut Requirements<'_>) {
        #[cfg(feature = "testing")]
        if requirements.replaces_pipe::<Self>() {
            return;
        }
        Self::require(requirements);
    }
}

/// What a pipe gives to a parameter of type `T`.
#[diagnostic::on_unimplemented(
    message = "the pipe gives a `{Self}`, and this parameter is a `{T}`",
    label = "not what the pipe gives"
)]
pub trait PipedTo<T> {
    /// The value.
    fn piped(self) -> T;
}

#[diagnostic::do_not_recommend]
impl<T> PipedTo<T> for T {
    #[inline]
    fn piped(self) -> T {
        self
    }
}

/// The `Result` that a function marked `#[pipe]` returns.
#[diagnostic::on_unimplemented(
    message = "a pipe returns a value, or a `Result<T, E>` whose error converts into `WsError`, not `{Self}`",
    label = "this error reaches no client",
    note = "the error is kept until a filter has seen it, so it has to be `Send` and `'static`"
)]
pub trait PipeOutput {
    /// What the pipe gives.
    type Output;

    /// Turns what was returned into the value.
    ///
    /// # Errors
    /// The error, in its own type.
    fn into_result(self) -> Result<Self::Output, Failure>;
}

#[diagnostic::do_not_recommend]
impl<T, E: IntoWsError + Send + 'static> PipeOutput for Result<T, E> {
    type Output = T;

    #[inline]
    fn into_result(self) -> Result<T, Failure> {
        self.map_err(|error| Failure::of(error, FailureKind::Pipe))
    }
}

/// Is `P` a pipe?
pub struct IsPipe<P>(PhantomData<P>);

impl<P: Pipe> IsPipe<P> {
    /// It is.
    pub const YES: bool = true;
}

/// The second level of the question.
pub trait NoPipe {
    /// It is not.
    const YES: bool = false;
}

impl<P> NoPipe for IsPipe<P> {}

/// What stands behind `pipe =`, and whether it is a pipe.
pub struct Gate<P, const IS_PIPE: bool>(PhantomData<P>);

/// A pipe in front of a parameter of type `T`. What is no pipe is reported once, where its needs are noted, and passes here.
pub trait Passes<T> {
    /// What is decoded.
    type Input: Body;
    /// What comes out.
    type Output;
    /// The pipe's other parameters.
    type Parameters;

    /// Takes the other parameters out of the message.
    ///
    /// # Errors
    /// The error that the client gets.
    fn take(message: &mut Message) -> Result<Self::Parameters, WsError>;

    /// Calls the function.
    ///
    /// # Errors
    /// The failure that the client gets.
    fn run(
        taken: (Self::Parameters, Self::Input),
    ) -> impl Future<Output = Result<Self::Output, Failure>> + Send;
}

#[cfg(not(feature = "testing"))]
impl<P: Pipe, T> Passes<T> for Gate<P, true> {
    type Input = P::Input;
    type Output = P::Output;
    type Parameters = P::Parameters;

    fn take(message: &mut Message) -> Result<P::Parameters, WsError> {
        P::take(message)
    }

    fn run(
        taken: (P::Parameters, P::Input),
    ) -> impl Future<Output = Result<P::Output, Failure>> + Send {
        P::run(taken)
    }
}

/// In a test something may stand in the place of the pipe.
#[cfg(feature = "testing")]
impl<P: Pipe, T> Passes<T> for Gate<P, true> {
    type Input = P::Input;
    type Output = P::Output;
    type Parameters = Taken<P>;

    fn take(message: &mut Message) -> Result<Taken<P>, WsError> {
        Taken::take(message)
    }

    fn run(
        (taken, input): (Taken<P>, P::Input),
    ) -> impl Future<Output = Result<P::Output, Failure>> + Send {
        taken.run(input)
    }
}

impl<P, T> Passes<T> for Gate<P, false> {
    type Input = ();
    type Output = T;
    type Parameters = ();

    fn take(_: &mut Message) -> Result<(), WsError> {
        Ok(())
    }

    async fn run(_: ((), ())) -> Result<T, Failure> {
        std::future::pending().await
    }
}

/// Is `T`, the first parameter of a pipe, a body?
pub struct DecodedByPipe<T>(PhantomData<T>);

impl<T: Body> DecodedByPipe<T> {
    /// It is.
    pub const IS_BODY: bool = true;
}

/// The second level of the question.
pub trait NoBody {
    /// It is not.
    const IS_BODY: bool = false;
}

impl<T> NoBody for DecodedByPipe<T> {}

/// The first parameter of a pipe, and whether it is a body.
pub struct TakenByPipe<T, const IS_BODY: bool>(PhantomData<T>);

/// What is decoded for a pipe. A type that is no body is reported at the pipe, and not at each method with the pipe.
pub trait InputOfPipe<T> {
    /// What is decoded.
    type Input: Body;

    /// The pipe's first parameter.
    fn value(input: Self::Input) -> T;
}

impl<T: Body> InputOfPipe<T> for TakenByPipe<T, true> {
    type Input = T;

    #[inline]
    fn value(input: T) -> T {
        input
    }
}

/// No value of any type that is no body.
#[derive(serde::Deserialize)]
pub enum Undecodable {}

impl<T> InputOfPipe<T> for TakenByPipe<T, false> {
    type Input = Undecodable;

    fn value(input: Undecodable) -> T {
        match input {}
    }
}
