//! The words of [`#[message_body(..)]`](macro@crate::message_body), besides the key.

/// `#[message_body(validate)]` lets the value reach the method only if its `garde::Validate` accepts the value.
/// Needs the feature `validation`.
///
/// A client that sent something else gets the error `bad_request` with the fields that are wrong:
/// `errors: [{ path, message }]`. See [`Validate`](trait@crate::Validate). The option
/// [`validate`](super::websocket_gateway::validate) of the gateway does the same for all its bodies;
/// `#[message_body(validate = false)]` takes a body of such a gateway as it decodes.
pub mod validate {}

/// `#[message_body("id", pipe = order)] order: Order` lets the function `order`, which is marked [`#[pipe]`](macro@crate::pipe),
/// make the parameter of what the client sent.
///
/// What is decoded is the function's first parameter; what the function returns is the method's parameter. The option stands
/// beside a key and beside `validate`, which then validates what is decoded.
pub mod pipe {}
