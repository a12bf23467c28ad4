//! `Event` is one event for the pages, with the arguments that `@socket.io/admin-ui` 0.5.1 takes.

use std::time::SystemTime;

use serde::Serialize;

use super::{
    described::{Data, Described, issued, time_text},
    statistics::Statistics,
};
use crate::{
    handles::Socket,
    protocol::SocketId,
    session::{Content, Direction, Passed},
    wire::{Args, Listed, Payload},
};

/// Its name, and what it carries.
pub(super) struct Event {
    pub(super) name: &'static str,
    pub(super) payload: Box<dyn Payload + Send + Sync>,
}

/// What has changed of a socket, which the page merges into what it has.
#[derive(Serialize)]
struct Updated<T> {
    id: SocketId,
    nsp: String,
    #[serde(flatten)]
    change: T,
}

#[derive(Serialize)]
struct NewData {
    data: Data,
}

#[derive(Serialize)]
struct NewTransport {
    transport: &'static str,
}

impl Event {
    fn new(name: &'static str, payload: impl Payload + Send + Sync + 'static) -> Self {
        Self {
            name,
            payload: Box::new(payload),
        }
    }

    /// All sockets that the page is to show of this server: it forgets those that it has.
    pub(super) fn all_sockets(sockets: Vec<Described>) -> Self {
        Self::new("all_sockets", sockets)
    }

    /// The socket is there. The page keeps the time at which it came.
    pub(super) fn connected(socket: &Socket) -> Self {
        let at = time_text(issued(socket));
        Self::new("socket_connected", Args((Described::of(socket), at)))
    }

    pub(super) fn disconnected(namespace: &str, socket: SocketId, reason: String) -> Self {
        let namespace = namespace.to_owned();
        Self::new(
            "socket_disconnected",
            Args((namespace, socket, reason, now())),
        )
    }

    pub(super) fn joined(namespace: &str, room: &str, socket: SocketId) -> Self {
        Self::of_room("room_joined", namespace, room, socket)
    }

    pub(super) fn left(namespace: &str, room: &str, socket: SocketId) -> Self {
        Self::of_room("room_left", namespace, room, socket)
    }

    fn of_room(name: &'static str, namespace: &str, room: &str, socket: SocketId) -> Self {
        let (namespace, room) = (namespace.to_owned(), room.to_owned());
        Self::new(name, Args((namespace, room, socket, now())))
    }

    pub(super) fn new_transport(namespace: &str, id: SocketId, transport: &'static str) -> Self {
        Self::updated(namespace, id, NewTransport { transport })
    }

    pub(super) fn new_data(namespace: &str, id: SocketId, data: Data) -> Self {
        Self::updated(namespace, id, NewData { data })
    }

    fn updated(
        namespace: &str,
        id: SocketId,
        change: impl Serialize + Send + Sync + 'static,
    ) -> Self {
        let nsp = namespace.to_owned();
        Self::new("socket_updated", Updated { id, nsp, change })
    }

    /// `None` if the event cannot be read.
    pub(super) fn passed(passed: Passed) -> Option<Self> {
        let name = match passed.direction {
            Direction::Received => "event_received",
            Direction::Sent => "event_sent",
        };
        let listed = match passed.content {
            Content::Whole(packet) => Listed::event(&packet)?,
            Content::Large(event, bytes) => {
                Listed::of_text(event, format!("({bytes} bytes, which are not shown)"))
            }
        };
        let arguments = (
            passed.namespace,
            passed.socket,
            listed,
            time_text(passed.at),
        );
        Some(Self::new(name, Args(arguments)))
    }

    pub(super) fn statistics(statistics: Statistics) -> Self {
        Self::new("server_stats", statistics)
    }
}

fn now() -> String {
    time_text(SystemTime::now())
}
