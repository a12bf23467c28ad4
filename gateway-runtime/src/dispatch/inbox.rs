//! `Inbox` is a session's way in: what arrives from its client, up to the handlers and hooks of the gateways.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
};

use super::{NamespaceRuntime, lane, lane::Lane};
use crate::{
    admission::NamespaceStay,
    error::WsError,
    message::Message,
    protocol::{DisconnectReason, Packet, RawSocket, Room},
    session::{Presence, Session},
    wire::event_of,
};

/// The way in of one socket in one namespace. The handlers that are installed on the socket own its inbox.
pub(crate) struct Inbox {
    pub(super) session: Arc<Session>,
    pub(super) runtime: Arc<NamespaceRuntime>,
    /// The socket's presence in its namespace until the disconnect hooks have returned, if the namespace is
    /// one of many.
    pub(super) presence: Mutex<Option<Presence>>,
    /// The place in the namespace among those that the connection may be in, until the disconnect hooks have returned.
    pub(super) stay: Mutex<Option<NamespaceStay>>,
    pub(super) lane: Lane,
    /// How many gateways, in name order, have accepted the connection.
    pub(super) joined: AtomicUsize,
    /// Whether the server lets the client go: its connection closes by the server's doing.
    pub(crate) is_sent_away: AtomicBool,
}

impl Inbox {
    pub(super) fn new(
        session: Arc<Session>,
        runtime: Arc<NamespaceRuntime>,
        presence: Option<Presence>,
        stay: Option<NamespaceStay>,
    ) -> Self {
        Self {
            session,
            runtime,
            presence: Mutex::new(presence),
            stay: Mutex::new(stay),
            lane: Lane::new(),
            joined: AtomicUsize::new(0),
            is_sent_away: AtomicBool::new(false),
        }
    }

    /// The session, which is the way out.
    pub(crate) fn session(&self) -> &Arc<Session> {
        &self.session
    }

    /// Whether a gateway subscribes to `event` by name.
    #[cfg(feature = "__bench")]
    pub(crate) fn is_subscribed(&self, event: &str) -> bool {
        self.runtime.table.find(event).1.is_some()
    }

    /// A packet from the reader.
    #[inline]
    pub(crate) fn receive(self: &Arc<Self>, socket: RawSocket, packet: Packet, ack: Option<i64>) {
        let session = &self.session;
        if !session.is_connected() {
            return;
        }
        #[cfg(feature = "admin-ui")]
        if let Some(traffic) = session.namespace().traffic() {
            traffic.received(socket.namespace(), socket.id(), &packet);
        }
        let (event, event_end) = event_of(&packet);
        let (pattern, subscription) = self.runtime.table.find(event);
        let message = Message::new(socket, Arc::clone(session), pattern, event_end, packet, ack);
        if session.context().lifecycle.is_shutting_down() {
            let error = WsError::unavailable("the server is shutting down");
            lane::refuse(self, message, subscription, error);
        } else {
            lane::arrive(self, message, subscription);
        }
    }

    /// The socket has left.
    pub(super) fn leave(
        self: &Arc<Self>,
        socket: RawSocket,
        reason: DisconnectReason,
        rooms: Vec<Room>,
    ) {
        // The first reason is the true one: shutdown may come after the client's own disconnect.
        if self.session.leave(reason, rooms) {
            let reason = match reason {
                DisconnectReason::TransportClose | DisconnectReason::TransportError
                    if self.is_sent_away.load(Relaxed) =>
                {
                    DisconnectReason::ServerShuttingDown
                }
                reason => reason,
            };
            #[cfg(feature = "admin-ui")]
            if let Some(traffic) = self.session.namespace().traffic() {
                traffic.left(socket.id(), reason);
            }
            lane::disconnect(self, socket, reason);
        }
    }

    /// The server ends the socket, without a word to the client: the connection is closed next.
    pub(crate) fn disconnect_by_server(self: &Arc<Self>, reason: DisconnectReason) {
        if let Some(socket) = self.session.socket() {
            let rooms = socket.rooms();
            self.leave(socket, reason, rooms);
        }
    }

    /// Whether a message is accepted and its handler has not returned, or an answer still waits for
    /// the client to read.
    pub(crate) fn has_work(&self) -> bool {
        self.lane.has_work() || self.session.owes_something()
    }

    /// How many messages are accepted whose handlers have not returned.
    #[cfg(any(feature = "metrics", feature = "testing"))]
    pub(crate) fn in_work(&self) -> usize {
        self.lane.in_work()
    }

    /// The handler of a message that holds the thread which it was started on, by gateway and method.
    pub(crate) fn holder_of_a_thread(&self) -> Option<&str> {
        let subscription = self.lane.holds_its_thread();
        let subscriber = self.runtime.table.subscriber(subscription)?;
        Some(&subscriber.name)
    }
}
