//! `Outgoing` is one packet on its way to a client: an event, also a volatile one, or an acknowledgement.

use super::Namespace;
#[cfg(feature = "admin-ui")]
use crate::protocol::Packet;
use crate::{
    protocol::{self, Encoded, RawSocket, Recipients, SendError},
    wire::Written,
};

/// An event or an acknowledgement for one socket, written and not sent yet.
pub(crate) struct Outgoing<'a> {
    target: Target<'a>,
    arguments: Written,
}

enum Target<'a> {
    /// The handler of this event, whose name is the first argument.
    Event(&'a str),
    /// The callback that waits under this number.
    Callback(i64),
}

/// Why a packet was not sent.
pub(super) enum Unsent {
    /// The connection's buffer has no room at the moment.
    Full(Encoded),
    /// The packet cannot be sent at all.
    Failed(SendError),
}

impl<'a> Outgoing<'a> {
    /// The event `name` of a namespace, whose arguments begin with that.
    pub(crate) fn event(namespace: &Namespace, name: &'a str, arguments: Written) -> Self {
        namespace.see(name);
        Self {
            target: Target::Event(name),
            arguments,
        }
    }

    /// The answer for the callback that waits under `number`.
    pub(crate) fn answer(number: i64, arguments: Written) -> Self {
        Self {
            target: Target::Callback(number),
            arguments,
        }
    }

    /// What is sent, and whether it is an event.
    #[cfg(feature = "admin-ui")]
    pub(super) fn passed(&self) -> (Packet, bool) {
        let is_event = matches!(self.target, Target::Event(_));
        (self.arguments.clone().into_packet(), is_event)
    }

    /// Sends the packet, if the connection has room for it.
    pub(super) fn send(
        self,
        namespace: &protocol::Namespace,
        socket: &RawSocket,
    ) -> Result<(), Unsent> {
        // The verbs of a socket know where it is, and take text alone.
        let Some(text) = self.arguments.text() else {
            let encoded = self.encode(namespace);
            return match namespace.send_to(socket, encoded.clone()) {
                Err(SendError::Full) => Err(Unsent::Full(encoded)),
                sent => sent.map_err(Unsent::Failed),
            };
        };
        let sent = match self.target {
            Target::Event(name) => socket.emit(name, text),
            Target::Callback(number) => socket.acknowledge(number, text),
        };
        match sent {
            Err(SendError::Full) => Err(Unsent::Full(self.encode(namespace))),
            sent => sent.map_err(Unsent::Failed),
        }
    }

    /// Sends the packet if the connection is ready; else the packet is lost.
    pub(crate) fn send_volatile(
        self,
        namespace: &protocol::Namespace,
        socket: &RawSocket,
    ) -> Result<(), SendError> {
        if let (Target::Event(name), Some(text)) = (&self.target, self.arguments.text()) {
            return socket.emit_volatile(name, text);
        }
        if !socket.is_connected() {
            return Err(SendError::Closed);
        }
        let alone = Recipients::of_socket(socket.id()).volatile();
        namespace.emit_locally(self.encode(namespace), alone);
        Ok(())
    }

    /// The packet as the protocol server takes it.
    pub(super) fn encode(self, namespace: &protocol::Namespace) -> Encoded {
        let arguments = self.arguments.into_packet();
        match self.target {
            Target::Event(_) => namespace.event(arguments),
            Target::Callback(number) => namespace.answer(number, arguments),
        }
    }
}
