//! `ServerEvent` is an event that the server sends: declared once, and checked wherever it is emitted.

use crate::wire::Payload;

/// An event that the server sends: a payload type with its event name.
///
/// Derive it:
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[derive(Serialize, ServerEvent)]
/// #[event("receive-message")]
/// struct ReceiveMessage {
///     data: String,
/// }
///
/// assert_eq!(ReceiveMessage::NAME, "receive-message");
/// ```
///
/// The name may be a constant, by its path: `#[event(events::RECEIVE_MESSAGE)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an event that a server sends",
    label = "not a server event",
    note = "derive it: `#[derive(Serialize, ServerEvent)]` and `#[event(\"name\")]`"
)]
pub trait ServerEvent: Payload {
    /// The event's name on the wire.
    const NAME: &'static str;

    /// The documentation of the event's type, for the contract.
    #[doc(hidden)]
    const DOCS: &'static str = "";
}

/// An event that the gateway `G` declares in `emits(..)`.
///
/// [`websocket_gateway`](crate::websocket_gateway) implements this trait for each event in the list. The
/// untyped handles, whose `G` is `()`, accept every [`ServerEvent`]. The bound is on the event's side, so
/// that the error for an event that was not declared names both the event and the gateway.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not among the events that `{G}` emits",
    label = "not declared in `emits(..)` of `{G}`",
    note = "declare it on the gateway's struct: `#[websocket_gateway(emits({Self}))]`"
)]
pub trait EmittedBy<G: ?Sized>: ServerEvent {}

#[diagnostic::do_not_recommend]
impl<E: ServerEvent> EmittedBy<()> for E {}
