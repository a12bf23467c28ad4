//! What goes out to the client, in the order in which it was sent.

use std::sync::{Arc, atomic::Ordering::Relaxed};

use socketioxide::{SendError, SocketError};

use super::{
    Session,
    outbox::{Drain, Overflow},
    write,
};
use crate::{adapter::RawSocket, error::EmitError, spawn::spawn, wire::Payload};

impl Session {
    /// Sends now, or as soon as the connection's buffer has room; in the order of the calls.
    pub(crate) fn send(
        self: &Arc<Self>,
        socket: &Arc<RawSocket>,
        parcel: impl FnMut(&Arc<RawSocket>) -> Result<(), SendError> + Send + 'static,
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
        socket: &Arc<RawSocket>,
        event: &str,
        payload: &T,
    ) -> Result<(), EmitError> {
        if !self.outbox.is_busy() {
            match write::emit(self.namespace.form(), socket, event, payload) {
                Err(SendError::Socket(SocketError::InternalChannelFull)) => {}
                sent => return sent.map_err(EmitError::from),
            }
        }
        let namespace = Arc::clone(&self.namespace);
        let packet = namespace.packet(event, payload)?;
        self.send(socket, move |socket| {
            namespace.send_to(socket, packet.clone())
        });
        Ok(())
    }

    /// Disconnects from the namespace, behind everything that was sent before.
    pub(crate) fn disconnect(self: &Arc<Self>, socket: &Arc<RawSocket>) {
        if self.left_rooms.get().is_some() {
            // It would end the session after this one.
            return;
        }
        if let Some(drain) = self.outbox.send_last(socket, disconnect_parcel) {
            self.run_drain(socket, drain);
        }
    }

    fn run_drain(self: &Arc<Self>, socket: &Arc<RawSocket>, drain: Drain) {
        let session = Arc::clone(self);
        let socket = Arc::downgrade(socket);
        spawn(Box::pin(async move {
            drain
                .run(&session.outbox, socket, |socket| session.cut_off(socket))
                .await;
        }));
    }

    /// Guarantee 11's end: no further handler runs and what waits is given up.
    fn cut_off(self: &Arc<Self>, socket: &Arc<RawSocket>) {
        self.cut_off.store(true, Relaxed);
        if self.ended.swap(true, Relaxed) {
            return;
        }
        self.end.notify_waiters();
        tracing::warn!(socket = %socket.id, "a client does not read its answers and is disconnected");
        self.outbox.clear();
        self.disconnect(socket);
    }
}

/// DISCONNECT, which socketioxide does not send into a full buffer either.
fn disconnect_parcel(socket: &Arc<RawSocket>) -> Result<(), SendError> {
    Arc::clone(socket).disconnect().map_err(SendError::Socket)
}
