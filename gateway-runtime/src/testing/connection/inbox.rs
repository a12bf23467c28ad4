//! `Inbox` is what has come for a client in one namespace.

use std::collections::{HashMap, VecDeque};

use crate::{
    protocol::{Packet, SocketId},
    testing::refused::Refused,
};

/// What has come for one namespace and was not asked for yet.
#[derive(Default)]
pub(in crate::testing) struct Inbox {
    /// The id of the socket, once the server has let the client in.
    pub(in crate::testing) socket: Option<SocketId>,
    /// The server has refused the client.
    pub(in crate::testing) refused: Option<Refused>,
    pub(in crate::testing) events: VecDeque<Event>,
    /// By number.
    pub(in crate::testing) answers: HashMap<i64, Packet>,
    /// How the socket has left the namespace.
    pub(in crate::testing) ended: Option<End>,
}

/// An event of the server.
pub(in crate::testing) struct Event {
    pub(in crate::testing) name: String,
    pub(in crate::testing) packet: Packet,
}

/// How a client has left a namespace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The client has disconnected.
    ByClient,
    /// The server has disconnected the client: DISCONNECT has come.
    ByServer,
    /// The connection has ended, without DISCONNECT.
    ConnectionLost,
}

impl Inbox {
    /// The client has left the namespace; how it did so first is true.
    pub(super) fn end(&mut self, end: End) {
        self.ended.get_or_insert(end);
    }

    /// Whether the client is in the namespace.
    pub(in crate::testing) fn is_in(&self) -> bool {
        self.socket.is_some() && !self.has_ended()
    }

    /// Whether the client has left the namespace, or was never let in.
    pub(super) fn has_ended(&self) -> bool {
        self.ended.is_some() || self.refused.is_some()
    }
}
