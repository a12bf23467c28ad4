//! `emit` and `acknowledge` write to a client what the connection's buffer has room for now.

use std::sync::Arc;

use socketioxide::{SendError, extract::AckSender, handler::FromMessageParts};
use socketioxide_core::Value;

use crate::{
    adapter::RawSocket,
    wire::{Arguments, Form, Payload},
};

/// Emits to the client.
pub(crate) fn emit<T: Payload + ?Sized>(
    form: Form,
    socket: &RawSocket,
    event: &str,
    payload: &T,
) -> Result<(), SendError> {
    socket.emit(event, &Arguments::of(form, event, payload))
}

/// Calls the client's callback.
pub(crate) fn acknowledge<T: Payload>(
    form: Form,
    socket: &Arc<RawSocket>,
    id: i64,
    value: &T,
) -> Result<(), SendError> {
    // The sender is made of the socket and the number alone; the value is not looked at.
    let mut nothing = Value::Bytes(bytes::Bytes::new());
    match AckSender::from_message_parts(socket, &mut nothing, &Some(id)) {
        Ok(sender) => sender.send(&Arguments::acknowledging(form, value)),
        Err(never) => match never {},
    }
}
