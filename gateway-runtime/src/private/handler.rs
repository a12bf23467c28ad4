//! `handler` is what the expansion of a subscribed method calls, beside what all methods call.

use std::panic::Location;

use super::requirements::Probe;
use crate::{
    error::Failure,
    extract::{FromMessage, Requirements},
    message::Message,
    reply::{AfterCall, Reply},
};

/// A parameter of type `T` without an attribute.
pub type Parameter<T> = Probe<Message, T>;

impl<T: FromMessage> Parameter<T> {
    /// Notes what the extractor requires of the app.
    #[track_caller]
    pub fn note(requirements: &mut Requirements<'_>) {
        T::require(requirements.of_parameter(Location::caller()));
    }
}

/// What a method that takes an `Ack` returns.
#[diagnostic::on_unimplemented(
    message = "a method that takes an `Ack` answers through it and does not return `{Self}`",
    label = "this value would never be sent",
    note = "return `()` or `Result<(), E>`, or drop the `Ack` parameter"
)]
pub trait AckOutput: Sized {
    /// Ends a method that answers through its `Ack`, unless the method returned an error. What other
    /// methods return is an answer: see [`Output`](crate::reply::Output).
    #[doc(hidden)]
    fn end(result: Result<Self, Failure>, reply: Reply) -> AfterCall {
        match result {
            Ok(_) => reply.release(),
            Err(failure) => return reply.fail(failure),
        }
        AfterCall::nothing()
    }
}

#[diagnostic::do_not_recommend]
impl AckOutput for () {}

/// Ends a method whose pipe has failed.
pub fn pipe_failed(reply: Reply, failure: Failure) -> AfterCall {
    reply.fail(failure)
}
