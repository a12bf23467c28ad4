//! `Client` and `Packet` let the benchmarks of this repository measure the parts of the dispatch one by one.
//! They are not part of the crate's API.

use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::{
    dispatch::Inbox,
    handles::Socket,
    message::first_argument,
    protocol::{self, RawSocket},
    reply::{Pattern, Route},
    wire::{Payload, event_of},
};

/// An event as the protocol library hands it over: name and arguments, not decoded.
#[derive(Clone)]
pub struct Packet(protocol::Packet);

impl Packet {
    /// A packet with these `arguments`, a JSON array that starts with the event's name.
    #[must_use]
    pub fn new(arguments: &str) -> Self {
        Self(protocol::Packet::text(arguments))
    }

    /// The first argument; `None` if the argument does not decode.
    #[must_use]
    pub fn argument<T: DeserializeOwned>(&self) -> Option<T> {
        first_argument(&self.0)
    }
}

/// A connected client whose packets the benchmarks make up.
pub struct Client {
    socket: RawSocket,
    inbox: Arc<Inbox>,
}

impl Client {
    /// The client behind `socket`; `None` if the client has left.
    #[must_use]
    pub fn of(socket: &Socket) -> Option<Self> {
        let socket = socket.raw().clone();
        let inbox = socket.attached::<Arc<Inbox>>()?;
        Some(Self { socket, inbox })
    }

    /// Whether a gateway subscribes to the event of `packet` by name.
    #[must_use]
    pub fn is_subscribed(&self, packet: &Packet) -> bool {
        self.inbox.is_subscribed(event_of(&packet.0).0)
    }

    /// Receives a message of this client, as from the protocol library's reader: the message is routed and
    /// decoded, its handler is called and polled once, and if `acknowledgement` is a number, the answer is
    /// queued.
    pub fn receive(&self, packet: Packet, acknowledgement: Option<i64>) {
        let socket = self.socket.clone();
        self.inbox.receive(socket, packet.0, acknowledgement);
    }

    /// Answers message `number` of this client, and does nothing else.
    pub fn acknowledge(&self, number: i64, value: &dyn Payload) {
        let route = Route::new(
            self.socket.clone(),
            Arc::clone(self.inbox.session()),
            Some(number),
            Pattern::Literal(""),
            None,
        );
        route.acknowledge(value);
    }
}
