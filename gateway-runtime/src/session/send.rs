//! `Session` sends to its client, in the order of the calls.

use std::sync::{Arc, atomic::Ordering::Relaxed};

#[cfg(feature = "admin-ui")]
use super::Traffic;
use super::{
    Outgoing, Session,
    namespace::check_name,
    outbox::{Drain, Overflow},
    outgoing::Unsent,
};
use crate::{
    error::EmitError,
    protocol::{Encoded, RawSocket, SendError},
    spawn::spawn,
    wire::{Payload, Written},
};

impl Session {
    /// Sends an answer now, or as soon as the connection's buffer has room; in the order of the calls. An
    /// answer is one packet or two, and nothing is sent between the two.
    pub(crate) fn answer(
        self: &Arc<Self>,
        socket: &RawSocket,
        first: Outgoing<'_>,
        second: Option<Outgoing<'_>>,
    ) {
        if self.is_connected() {
            // Nobody is told that a client has left before it got its answer.
            let _ = self.send(socket, first, second);
        }
    }

    /// Emits now, or as soon as the connection's buffer has room.
    pub(crate) fn emit(
        self: &Arc<Self>,
        socket: &RawSocket,
        event: &str,
        payload: &dyn Payload,
    ) -> Result<(), EmitError> {
        check_name(event)?;
        let arguments = self.namespace.write(Some(event), payload)?;
        Ok(self.send(
            socket,
            Outgoing::event(&self.namespace, event, arguments),
            None,
        )?)
    }

    /// Emits what is written already, the event's name included.
    pub(crate) fn emit_written(
        self: &Arc<Self>,
        socket: &RawSocket,
        event: &str,
        arguments: Written,
    ) -> Result<(), EmitError> {
        let arguments = self.namespace.in_own_form(arguments)?;
        Ok(self.send(
            socket,
            Outgoing::event(&self.namespace, event, arguments),
            None,
        )?)
    }

    /// Emits if the connection is ready.
    pub(crate) fn emit_volatile(
        &self,
        socket: &RawSocket,
        event: &str,
        payload: &dyn Payload,
    ) -> Result<(), EmitError> {
        check_name(event)?;
        let arguments = self.namespace.write(Some(event), payload)?;
        let event = Outgoing::event(&self.namespace, event, arguments);
        #[cfg(feature = "admin-ui")]
        self.note_sent(socket, &event);
        Ok(event.send_volatile(self.namespace.protocol(), socket)?)
    }

    /// Notes what is sent, if somebody looks.
    #[cfg(feature = "admin-ui")]
    #[inline]
    fn note_sent(&self, socket: &RawSocket, outgoing: &Outgoing<'_>) {
        if let Some(traffic) = self.namespace.traffic() {
            self.show_sent(traffic, socket, outgoing);
        }
    }

    /// Shows what is sent to whoever looks; apart, so that an answer that nobody looks at has one branch more.
    #[cfg(feature = "admin-ui")]
    #[cold]
    fn show_sent(&self, traffic: &Traffic, socket: &RawSocket, outgoing: &Outgoing<'_>) {
        let (packet, is_event) = outgoing.passed();
        let sockets = vec![socket.id()];
        traffic.sent(self.namespace.path(), sockets, Some(packet), is_event);
    }

    fn send(
        self: &Arc<Self>,
        socket: &RawSocket,
        first: Outgoing<'_>,
        second: Option<Outgoing<'_>>,
    ) -> Result<(), SendError> {
        #[cfg(feature = "admin-ui")]
        {
            self.note_sent(socket, &first);
            if let Some(second) = &second {
                self.note_sent(socket, second);
            }
        }
        let namespace = self.namespace.protocol();
        let encoded = |outgoing: Outgoing<'_>| outgoing.encode(namespace);
        if self.outbox.is_busy() {
            self.wait(socket, encoded(first), second.map(encoded));
            return Ok(());
        }
        match first.send(namespace, socket) {
            Ok(()) => {}
            Err(Unsent::Full(first)) => {
                self.wait(socket, first, second.map(encoded));
                return Ok(());
            }
            Err(Unsent::Failed(error)) => return Err(error),
        }
        match second.map(|second| second.send(namespace, socket)) {
            None | Some(Ok(())) => Ok(()),
            Some(Err(Unsent::Full(second))) => {
                self.wait(socket, second, None);
                Ok(())
            }
            Some(Err(Unsent::Failed(error))) => Err(error),
        }
    }

    /// Sends as soon as the connection's buffer has room.
    #[cold]
    fn wait(self: &Arc<Self>, socket: &RawSocket, first: Encoded, second: Option<Encoded>) {
        if !self.is_connected() {
            return;
        }
        let namespace = Arc::clone(&self.namespace);
        // In a box, since most answers are one packet.
        let mut left = (Some(first), second.map(Box::new));
        let parcel = move |socket: &RawSocket| {
            let (first, second) = &mut left;
            if let Some(packet) = first {
                namespace.protocol().send_to(socket, packet.clone())?;
                *first = None;
            }
            match second {
                Some(packet) => namespace.protocol().send_to(socket, (**packet).clone()),
                None => Ok(()),
            }
        };
        match self.outbox.wait(Box::new(parcel)) {
            Ok(None) => {}
            Ok(Some(drain)) => self.run_drain(socket, drain),
            Err(Overflow) => self.cut_off(socket),
        }
    }

    /// Disconnects from the namespace, behind everything that was sent before.
    pub(crate) fn disconnect(self: &Arc<Self>, socket: &RawSocket) {
        if self.left_rooms.get().is_some() {
            // It would end the session after this one.
            return;
        }
        // The protocol library does not send DISCONNECT into a full buffer either.
        if let Some(drain) = self.outbox.send_last(socket, RawSocket::disconnect) {
            self.run_drain(socket, drain);
        }
    }

    /// Ends the client's connection, unless the socket has left: in every namespace the client is disconnected behind
    /// everything that was sent there before.
    pub(crate) fn close(self: &Arc<Self>, socket: &RawSocket) {
        if self.left_rooms.get().is_none() {
            self.close_connection(socket);
        }
    }

    /// Ends the connection of a socket, which may have left its own namespace.
    pub(crate) fn close_connection(&self, socket: &RawSocket) {
        // First: whoever enters a namespace from now on sees that the connection is closed.
        let closed = self.context.lifecycle.closed_connections();
        closed.add(socket.id());
        for session in socket.attached_to_connection::<Arc<Self>>() {
            if let Some(socket) = session.socket() {
                session.disconnect(&socket);
            }
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

    /// Ends the socket of a client that does not read (docs/guarantees.md, 11): no further handler runs, and
    /// what waits is given up.
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
