//! The words of [`#[message_body(..)]`](macro@crate::message_body), besides the key.

/// `#[message_body(validate)]` lets the value reach the method only if its `garde::Validate` accepts the value.
/// Needs the feature `validation`.
///
/// A client that sent something else gets the error `bad_request` with the fields that are wrong:
/// `errors: [{ path, message }]`. See [`Validate`](trait@crate::Validate). The option
/// [`validate`](super::websocket_gateway::validate) of the gateway does the same for all its bodies.
pub mod validate {}
