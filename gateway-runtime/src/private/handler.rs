//! `handler` is what the expansion of a subscribed method calls, beside what all methods call.

use std::panic::Location;

use super::requirements::Probe;
use crate::{
    error::WsError,
    extract::{AckHandle, FromMessage, Requirements},
    message::Message,
    reply::{AfterCall, Reply},
};

/// Takes a parameter without an attribute.
///
/// # Errors
/// The error of the extractor.
pub fn take<T: FromMessage>(message: &mut Message) -> Result<T, WsError> {
    T::from_message(message)
}

/// A parameter of type `T` without an attribute.
pub type Parameter<T> = Probe<Message, T>;

impl<T: FromMessage> Parameter<T> {
    /// Notes what the extractor requires of the app.
    #[track_caller]
    pub fn note(requirements: &mut Requirements<'_>) {
        T::require(requirements.of_parameter(Location::caller()));
    }
}

/// Takes a parameter marked `#[ack]`.
///
/// # Errors
/// The method has another parameter that takes the acknowledgement.
pub fn ack<T: AckHandle>(message: &mut Message) -> Result<T, WsError> {
    T::from_message(message)
}

/// Ends a method that answers through its `Ack`, unless the method returned an error. What other
/// methods return is an answer: see [`Output`](crate::reply::Output).
pub fn manual<T: AckOutput>(result: Result<T, WsError>, reply: Reply) -> AfterCall {
    match result {
        Ok(_) => reply.release(),
        Err(error) => reply.fail(error),
    }
    AfterCall::nothing()
}

/// What a method that takes an `Ack` returns.
#[diagnostic::on_unimplemented(
    message = "a method that takes an `Ack` answers through it and does not return `{Self}`",
    label = "this value would never be sent",
    note = "return `()` or `Result<(), E>`, or drop the `Ack` parameter"
)]
pub trait AckOutput {}

#[diagnostic::do_not_recommend]
impl AckOutput for () {}
