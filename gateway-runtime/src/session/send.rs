//! What goes out to the client, in the order in which it was sent.

use std::sync::{Arc, atomic::Ordering::Relaxed};

use super::{
    Session,
    outbox::{Drain, Overflow},
    write,
};
use crate::{
    error::EmitError,
    protocol::{RawSocket, SendError},
    spawn::spawn,
    wire::Payload,
};

impl Session {
    /// Sends now, or as soon as the connection's buffer has room; in the order of the calls.
    pub(crate) fn send(
        self: &Arc<Self>,
        socket: &RawSocket,
        parcel: impl FnMut(&RawSocket) -> Result<(), SendError> + Send + 'static,
    ) {
        if !self.is_connected() {
            return;
        }
        match self.outbox.send(socket, parcel) {
            Ok(None) => {}
            Ok(Some(drain)) => self.run_drain(socket, drain),
            Err(Overflow) => self.cut_off(socket),
        }
    }

    /// Sends a value that the caller keeps: written at once if it has to wait.
    pub(crate) fn emit<T: Payload + ?Sized>(
        self: &Arc<Self>,
        socket: &RawSocket,
        event: &str,
        payload: &T,
    ) -> Result<(), EmitError> {
        if !self.outbox.is_busy() {
            match write::emit(self.namespace.form(), socket, event, payload) {
                Err(SendError::Full) => {}
                sent => return sent.map_err(EmitError::from),
            }
        }
        let namespace = Arc::clone(&self.namespace);
        let event = namespace.encode(event, payload)?;
        self.send(socket, move |socket| {
            namespace.protocol().send_to(socket, event.clone())
        });
        Ok(())
    }

    /// Disconnects from the namespace, behind everything that was sent before.
    pub(crate) fn disconnect(self: &Arc<Self>, socket: &RawSocket) {
        if self.left_rooms.get().is_some() {
            // It would end the session after this one.
            return;
        }
        if let Some(drain) = self.outbox.send_last(socket, disconnect_parcel) {
            self.run_drain(socket, drain);
        }
    }

    fn run_drain(self: &Arc<Self>, socket: &RawSocket, drain: Drain) {
        let session = Arc::clone(self);
        let socket = socket.downgrade();
        spawn(Box::pin(async move {
            drain
                .run(&session.outbox, socket, |socket| session.cut_off(socket))
                .await;
        }));
    }

    /// Guarantee 11's end: no further handler runs and what waits is given up.
    fn cut_off(self: &Arc<Self>, socket: &RawSocket) {
        self.cut_off.store(true, Relaxed);
        if self.ended.swap(true, Relaxed) {
            return;
        }
        self.end.notify_waiters();
        tracing::warn!(socket = %socket.id(), "a client does not read its answers and is disconnected");
        self.outbox.clear();
        self.disconnect(socket);
    }
}

/// DISCONNECT, which socketioxide does not send into a full buffer either.
fn disconnect_parcel(socket: &RawSocket) -> Result<(), SendError> {
    socket.disconnect()
}
