//! The words of [`#[subscribe_message(..)]`](macro@crate::subscribe_message), besides the names of events, which are strings
//! or the paths of constants.

/// `#[subscribe_message(fallback)]` makes the method handle every event of the namespace that no other method
/// handles. A parameter of the type [`EventName`](crate::EventName) tells which event came.
///
/// Without such a method, an unknown event is answered with the error `not_found`.
pub mod fallback {}

/// `timeout = "250ms"`, `"5s"`, `"2m"`: how long this method may take before its client gets the error
/// `timeout` instead of the answer.
///
/// A method that is over its time is cancelled at its next `.await`. Without this option, the
/// [`timeout`](super::websocket_gateway::timeout) of the gateway holds. It covers neither the items of a
/// stream, nor an [`Ack`](crate::Ack) that was moved into a task.
pub mod timeout {}
