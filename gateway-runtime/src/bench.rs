//! The parts of the dispatch by themselves, for the benchmarks of this repository: no API.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use socketioxide_core::Value;

use crate::{
    message::{event_of, first_argument},
    reply::{Payload, Route},
    socket::Socket,
};

/// An event as it comes from the protocol library: name and arguments, not decoded.
#[derive(Clone)]
pub struct Packet(Value);

impl Packet {
    /// `arguments` is a JSON array that starts with the name.
    #[must_use]
    pub fn new(arguments: &str) -> Self {
        Self(Value::Str(arguments.to_owned().into(), None))
    }

    /// Whether somebody in the namespace of `socket` subscribes to it by name.
    #[must_use]
    pub fn is_subscribed(&self, socket: &Socket) -> bool {
        let namespace = socket.session().namespace();
        namespace.table().find(event_of(&self.0).0).1.is_some()
    }

    /// The first argument; nothing if it does not decode.
    #[must_use]
    pub fn argument<T: DeserializeOwned>(&self) -> Option<T> {
        first_argument(&self.0)
    }

    /// The whole way of a message that `socket` has sent, from the reader on: it is routed and decoded,
    /// its handler is called and polled once, and if there is a number, the answer is queued.
    pub fn receive(self, socket: &Socket, acknowledgement: Option<i64>) {
        let raw = Arc::clone(socket.raw());
        socket.session().receive(raw, self.0, acknowledgement);
    }
}

/// The way of an answer to `socket` alone.
pub fn acknowledge<T: Payload + Send + 'static>(socket: &Socket, number: i64, value: T) {
    let (pattern, _) = socket.session().namespace().table().find("");
    let route = Route {
        socket: Arc::clone(socket.raw()),
        session: Arc::clone(socket.session()),
        acknowledgement: Some(number),
        pattern,
        payload: None,
    };
    route.acknowledge(value);
}
