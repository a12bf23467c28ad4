//! The words of [`#[message_body(..)]`](macro@crate::message_body), besides the key.

/// `#[message_body(validate)]` lets the value reach the method only if its `garde::Validate` accepts the value. A type that
/// does not implement it is a compile error. Needs the feature `validation`.
///
/// With that feature, a body whose type implements `garde::Validate` is validated without the word as well: `validate` is the
/// demand that it does. The option [`validate`](super::websocket_gateway::validate) of the gateway makes that demand for all
/// its bodies.
///
/// A client that sent something else gets the error `bad_request` with the fields that are wrong:
/// `errors: [{ path, message }]`. See [`Validate`](trait@crate::Validate).
pub mod validate {}

/// `#[message_body(unchecked)]` takes the value as it decodes, although its type has rules, and whatever the gateway or the app
/// demands.
pub mod unchecked {}

/// `#[message_body("id", pipe = order)] order: Order` lets the function `order`, which is marked [`#[pipe]`](macro@crate::pipe),
/// make the parameter of what the client sent.
///
/// What is decoded is the function's first parameter; what the function returns is the method's parameter. The option stands
/// beside a key, and beside `validate` and `unchecked`, which are about what is decoded.
pub mod pipe {}
