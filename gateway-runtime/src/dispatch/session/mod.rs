//! What we keep for one socket.
//!
//! A session is owned by the handlers that are installed on its socket, so it never owns the socket:
//! the two would keep each other alive.

mod life;
mod send;

use std::{
    pin::pin,
    sync::{
        Arc, Mutex, OnceLock, Weak,
        atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

use socketioxide_core::{Value, adapter::Room};
use tokio::{sync::Notify, time::sleep};

use super::{
    NamespaceRuntime,
    children::Stay,
    kept::Kept,
    lane::{self, Lane},
    outbox::Outbox,
};
use crate::{
    adapter::RawSocket,
    error::WsError,
    extract::Auth,
    message::{Message, event_of},
    server::Namespace,
    socket::DisconnectReason,
};

/// How often a stream looks whether its client has caught up.
const CATCHING_UP: Duration = Duration::from_millis(4);

/// One socket in one namespace.
pub(crate) struct Session {
    /// Socketioxide's own handles do not give out their `Arc`.
    socket: Weak<RawSocket>,
    namespace: Arc<NamespaceRuntime>,
    /// The very namespace, which may be one of many.
    place: Arc<Namespace>,
    /// Until the disconnect hooks have returned, if it is one of many.
    stay: Mutex<Option<Stay>>,
    /// What the client sent with CONNECT.
    auth: Auth,
    /// What users keep with the socket, until its disconnect hooks have returned.
    kept: Kept,
    pub(super) lane: Lane,
    outbox: Outbox,
    /// How many gateways, in name order, have accepted the connection.
    joined: AtomicUsize,
    /// The socket has left, or its client does not read: no further handler runs and nothing more is
    /// sent.
    ended: AtomicBool,
    /// Told when `ended` is set, for streams.
    end: Notify,
    /// The rooms as they were when the socket left, for the disconnect hooks.
    left_rooms: OnceLock<Vec<Room>>,
}

impl Session {
    pub(super) fn new(
        namespace: Arc<NamespaceRuntime>,
        place: Arc<Namespace>,
        stay: Option<Stay>,
        socket: &Arc<RawSocket>,
        auth: Option<&Value>,
    ) -> Self {
        Self {
            socket: Arc::downgrade(socket),
            outbox: Outbox::new(namespace.max_waiting_answers(), namespace.heartbeat()),
            namespace,
            place,
            stay: Mutex::new(stay),
            auth: Auth::new(auth),
            kept: Kept::default(),
            lane: Lane::new(),
            joined: AtomicUsize::new(0),
            ended: AtomicBool::new(false),
            end: Notify::new(),
            left_rooms: OnceLock::new(),
        }
    }

    /// The socket, unless it is gone.
    pub(crate) fn socket(&self) -> Option<Arc<RawSocket>> {
        self.socket.upgrade()
    }

    pub(crate) fn namespace(&self) -> &Arc<NamespaceRuntime> {
        &self.namespace
    }

    /// The very namespace that the socket is in.
    pub(crate) fn place(&self) -> &Arc<Namespace> {
        &self.place
    }

    /// What users keep with the socket.
    pub(crate) fn kept(&self) -> &Kept {
        &self.kept
    }

    /// What the client sent with CONNECT.
    pub(crate) fn auth(&self) -> &Auth {
        &self.auth
    }

    /// Until nothing can be sent any more.
    pub(crate) async fn gone(&self) {
        loop {
            let mut end = pin!(self.end.notified());
            // Listening begins here, before the look, so that the end is not missed in between.
            end.as_mut().enable();
            if !self.is_connected() {
                return;
            }
            end.await;
        }
    }

    /// Until the client has taken what waits for it, or is gone.
    pub(crate) async fn outbox_is_empty(&self) {
        while self.outbox.is_busy() && self.is_connected() {
            sleep(CATCHING_UP).await;
        }
    }

    /// The rooms at the end, once the socket has left.
    pub(crate) fn left_rooms(&self) -> Option<&[Room]> {
        self.left_rooms.get().map(Vec::as_slice)
    }

    /// Whether anything can be sent.
    pub(crate) fn is_connected(&self) -> bool {
        !self.ended.load(Relaxed)
    }

    /// Whether a message is accepted and its handler has not returned, or an answer still waits for
    /// the client to read.
    pub(crate) fn has_work(&self) -> bool {
        self.lane.has_work() || self.owes_something()
    }

    /// Whether something waits for the client to read.
    pub(crate) fn owes_something(&self) -> bool {
        self.outbox.is_busy()
    }

    /// The handler of a message that holds the thread which it was started on, by gateway and method.
    pub(crate) fn holder_of_a_thread(&self) -> Option<&str> {
        let subscription = self.lane.holds_its_thread();
        let subscriber = self.namespace.table().subscriber(subscription)?;
        Some(&subscriber.name)
    }

    /// The server ends the socket, without a word to the client: the connection is closed next.
    pub(crate) fn leave_by_itself(self: &Arc<Self>, reason: DisconnectReason) {
        if let Some(socket) = self.socket() {
            let rooms = socket.rooms();
            self.leave(socket, reason, rooms);
        }
    }

    /// A packet from the reader.
    #[inline]
    pub(crate) fn receive(
        self: &Arc<Self>,
        socket: Arc<RawSocket>,
        value: Value,
        ack: Option<i64>,
    ) {
        if self.ended.load(Relaxed) {
            return;
        }
        let (event, event_end) = event_of(&value);
        let found = self.namespace.table().find(event);
        let message = Message::new(socket, Arc::clone(self), found, event_end, value, ack);
        if self.namespace.lifecycle().is_closing() {
            message
                .into_reply()
                .fail(WsError::unavailable("the server is shutting down"));
        } else {
            lane::arrive(self, message);
        }
    }

    /// The socket has left.
    pub(super) fn leave(
        self: &Arc<Self>,
        socket: Arc<RawSocket>,
        reason: DisconnectReason,
        rooms: Vec<Room>,
    ) {
        // The first reason is the true one: shutdown may come after the client's own disconnect.
        if self.left_rooms.set(rooms).is_ok() {
            if reason != DisconnectReason::ServerShuttingDown {
                // The client may be back at once, over the same connection and under the same id, as
                // another session: nothing of this one may reach it.
                self.ended.store(true, Relaxed);
                self.end.notify_waiters();
                self.outbox.clear();
            }
            lane::disconnect(self, socket, reason);
        }
    }
}
