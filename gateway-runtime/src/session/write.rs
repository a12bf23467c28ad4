//! `emit` and `acknowledge` write to a client what the connection's buffer has room for now.

use crate::{
    protocol::{RawSocket, SendError},
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
    socket: &RawSocket,
    id: i64,
    value: &T,
) -> Result<(), SendError> {
    socket.acknowledge(id, &Arguments::acknowledging(form, value))
}
