//! The parts of the dispatch by themselves, for the benchmarks of this repository: no API.

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

/// An event as it comes from the protocol library: name and arguments, not decoded.
#[derive(Clone)]
pub struct Packet(protocol::Packet);

impl Packet {
    /// `arguments` is a JSON array that starts with the name.
    #[must_use]
    pub fn new(arguments: &str) -> Self {
        Self(protocol::Packet::text(arguments))
    }

    /// The first argument; nothing if it does not decode.
    #[must_use]
    pub fn argument<T: DeserializeOwned>(&self) -> Option<T> {
        first_argument(&self.0)
    }
}

/// A client whose packets are made up.
pub struct Client {
    socket: RawSocket,
    inbox: Arc<Inbox>,
}

impl Client {
    /// The client behind `socket`; nothing if it has left.
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

    /// The whole way of a message of this client, from the reader on: it is routed and decoded, its
    /// handler is called and polled once, and if there is a number, the answer is queued.
    pub fn receive(&self, packet: Packet, acknowledgement: Option<i64>) {
        let socket = self.socket.clone();
        self.inbox.receive(socket, packet.0, acknowledgement);
    }

    /// The way of an answer to this client alone.
    pub fn acknowledge(&self, number: i64, value: &dyn Payload) {
        let route = Route {
            socket: self.socket.clone(),
            session: Arc::clone(self.inbox.session()),
            acknowledgement: Some(number),
            pattern: Pattern::Literal(""),
            payload: None,
        };
        route.acknowledge(value);
    }
}
