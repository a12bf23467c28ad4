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

/// `#[subscribe_message("resize", blocking)]` runs a plain method on a thread where it may block: one that computes for long, or
/// waits for a file, for a lock, or for a library without `async`. Anything else would hold up the clients whose connections the
/// same worker reads: see [Work that blocks](crate::guide::operations::blocking).
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// # fn scaled(image: &[u8]) -> Vec<u8> { image.to_owned() }
/// #[websocket_gateway]
/// struct Images;
///
/// #[websocket_gateway]
/// impl Images {
///     #[subscribe_message("resize", blocking)]
///     fn resize(&self, #[message_body] image: Bytes) -> Bytes {
///         scaled(&image).into()
///     }
/// }
/// ```
///
/// What stands around the method, and the decoding of its body, stay where they are. The parameters and the answer move between
/// threads, so they are `Send`. A stream that the method returns is polled by the runtime's workers: it must not block.
///
/// Methods are handed over to threads in the order of their messages, and may overtake one another there, as threads do. With
/// [`ordering = "sequential"`](super::websocket_gateway::ordering) a client's next message waits for the method. At most
/// [`max_blocking`](crate::GatewayAppBuilder::max_blocking) methods block at a time, in the whole app; messages over it wait for
/// their turn.
///
/// A [`timeout`] tells the client, and cannot end the method, which holds its thread and its place until it returns. The end of the app waits for such a method too.
pub mod blocking {}
