//! `Taken` is what stands before a method for a pipe: the pipe's own parameters, or what a test has put in its place.

use std::{any::TypeId, panic::Location, sync::Arc};

use futures_util::future::{BoxFuture, Either, ready};

use super::{Pipe, Requirements};
use crate::{
    error::{Failure, FailureKind, WsError},
    message::Message,
    providers::Providers,
    type_name::short_name,
};

/// A function that a test has put in the place of the pipe `P`.
type PipedBy<P> = Arc<
    dyn Fn(<P as Pipe>::Input) -> BoxFuture<'static, Result<<P as Pipe>::Output, Failure>>
        + Send
        + Sync,
>;

/// What a pipe has taken out of a message.
pub enum Taken<P: Pipe> {
    /// The parameters of the pipe.
    ByPipe(P::Parameters),
    /// Nothing: the pipe is replaced.
    Replaced(PipedBy<P>),
}

impl<P: Pipe> Taken<P> {
    pub(super) fn take(message: &mut Message) -> Result<Self, WsError> {
        let providers = &message.route().session.context().providers;
        match providers.pipe::<PipedBy<P>>(TypeId::of::<P>()) {
            Some(by) => Ok(Self::Replaced(Arc::clone(by))),
            None => P::take(message).map(Self::ByPipe),
        }
    }

    pub(super) fn run(
        self,
        input: P::Input,
    ) -> impl Future<Output = Result<P::Output, Failure>> + Send {
        match self {
            Self::ByPipe(parameters) => Either::Left(P::run((parameters, input))),
            Self::Replaced(by) => Either::Right(by(input)),
        }
    }
}

impl Requirements<'_> {
    /// Whether a test has put something in the place of the pipe, which then needs nothing.
    pub(super) fn replaces_pipe<P: Pipe>(&self) -> bool {
        self.providers().replaces_pipe(TypeId::of::<P>())
    }
}

/// Puts a function in the place of the pipe `P`.
pub(crate) fn replace_pipe<P>(
    providers: &mut Providers,
    pipe: impl Fn(P::Input) -> Result<P::Output, WsError> + Send + Sync + 'static,
    place: &'static Location<'static>,
) where
    P: Pipe<Output: Send + 'static>,
{
    let by: PipedBy<P> = Arc::new(move |input| {
        let piped = pipe(input).map_err(|error| Failure::new(error, FailureKind::Pipe));
        Box::pin(ready(piped))
    });
    providers.replace_pipe(TypeId::of::<P>(), short_name::<P>(), Box::new(by), place);
}
