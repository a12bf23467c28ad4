//! `RawSocket` is one client in one namespace, as the protocol library keeps it.

use std::sync::{Arc, Weak};

use http::request::Parts;
use socketioxide::{
    ProtocolVersion, SocketIo, TransportType, extract::AckSender, handler::FromMessageParts,
};
use socketioxide_core::Value;

use super::{
    Room, SendError, SocketId,
    adapter::{AnyAdapter, Followed},
    closing::take_closing,
    passed_on::PassedOn,
};
use crate::options::Transport;

/// A client in a namespace. Clones are the same one.
#[derive(Clone)]
pub(crate) struct RawSocket(pub(super) Arc<Inner>);

pub(super) type Inner = socketioxide::socket::Socket<AnyAdapter>;

/// A socket that is not kept alive.
pub(crate) struct WeakSocket(Weak<Inner>);

impl RawSocket {
    /// The id, the same in each namespace that the connection is in.
    pub(crate) fn id(&self) -> SocketId {
        SocketId::of(self.0.id)
    }

    /// The path of the namespace. Two namespaces of one name are told apart by where this text is.
    pub(crate) fn namespace(&self) -> &str {
        self.0.ns()
    }

    /// Whether the library takes the socket for connected: from CONNECT until it has left.
    pub(crate) fn is_connected(&self) -> bool {
        self.0.connected()
    }

    /// How the packets of the connection travel at the moment.
    pub(crate) fn transport(&self) -> Transport {
        match self.0.transport_type() {
            TransportType::Polling => Transport::Polling,
            TransportType::Websocket => Transport::Websocket,
        }
    }

    /// The version of the Engine.IO protocol: 4, or 3 for clients of Socket.IO 2.
    pub(crate) fn engine_io_version(&self) -> u8 {
        // Socket.IO counts its protocol one ahead of Engine.IO's.
        if self.0.protocol() == ProtocolVersion::V5 {
            4
        } else {
            3
        }
    }

    /// The request that the connection began with.
    pub(crate) fn request(&self) -> &Parts {
        self.0.req_parts()
    }

    /// The rooms that the socket is in; nothing once it has left.
    pub(crate) fn rooms(&self) -> Vec<Room> {
        let mut rooms = self.0.rooms();
        take_closing(&mut rooms);
        rooms
    }

    /// Joins rooms, here and now.
    pub(crate) fn join(&self, mut rooms: Vec<Room>) {
        take_closing(&mut rooms);
        self.change_rooms(rooms, |rooms| self.0.join(rooms));
    }

    /// Leaves rooms, here and now.
    pub(crate) fn leave(&self, rooms: Vec<Room>) {
        self.change_rooms(rooms, |rooms| self.0.leave(rooms));
    }

    fn change_rooms(&self, rooms: Vec<Room>, change: impl FnOnce(Vec<Room>)) {
        let Some(followed) = self.followed() else {
            return change(rooms);
        };
        change(rooms.clone());
        followed.0.changed(&rooms);
    }

    /// Tells who follows the rooms, if anybody does, that the socket has joined these or left them.
    pub(super) fn rooms_changed(&self, rooms: &[Room]) {
        if let Some(followed) = self.followed() {
            followed.0.changed(rooms);
        }
    }

    fn followed(&self) -> Option<Followed> {
        Followed::may_exist().then(|| self.attached()).flatten()
    }

    /// Sends an event, if there is room for it. The text is its name and its arguments, in
    /// [the form](super::Form::PassedOn) that is passed on.
    #[inline]
    pub(crate) fn emit(&self, event: &str, text: &str) -> Result<(), SendError> {
        Ok(self.0.emit(event, &PassedOn(text))?)
    }

    /// Sends an event that may be lost if the connection is not ready. The text is as for
    /// [`emit`](Self::emit).
    pub(crate) fn emit_volatile(&self, event: &str, text: &str) -> Result<(), SendError> {
        Ok(self.0.volatile().emit(event, &PassedOn(text))?)
    }

    /// Calls the client's callback that waits under `number`, if there is room for the answer. The text is
    /// its arguments.
    #[inline]
    pub(crate) fn acknowledge(&self, number: i64, text: &str) -> Result<(), SendError> {
        // The sender is made of the socket and the number alone; the value is not looked at.
        let mut nothing = Value::Bytes(bytes::Bytes::new());
        match AckSender::from_message_parts(&self.0, &mut nothing, &Some(number)) {
            Ok(sender) => Ok(sender.send(&PassedOn(text))?),
            Err(never) => match never {},
        }
    }

    /// Sends DISCONNECT and leaves the namespace, if there is room for it.
    pub(crate) fn disconnect(&self) -> Result<(), SendError> {
        Arc::clone(&self.0).disconnect().map_err(SendError::from)
    }

    /// The values of type `T` that were attached to the connected sockets of the same connection, of which there is
    /// one in each namespace that the client is in.
    pub(crate) fn attached_to_connection<T: Clone + Send + Sync + 'static>(&self) -> Vec<T> {
        // The server is lent by the socket; the value is not looked at.
        let mut nothing = Value::Bytes(bytes::Bytes::new());
        let io = match SocketIo::from_message_parts(&self.0, &mut nothing, &None) {
            Ok(io) => io,
            Err(never) => match never {},
        };
        let namespaces = io.nsps().into_iter();
        namespaces
            .filter_map(|namespace| namespace.get_socket(self.0.id))
            .filter(|socket| socket.connected())
            .filter_map(|socket| socket.extensions.get::<T>())
            .collect()
    }

    /// Keeps a value of ours with the socket, one of each type, for as long as the socket exists. The value
    /// must not own the socket.
    pub(crate) fn attach<T: Clone + Send + Sync + 'static>(&self, value: T) {
        self.0.extensions.insert(value);
    }

    /// The value of type `T` that was attached.
    pub(crate) fn attached<T: Clone + Send + Sync + 'static>(&self) -> Option<T> {
        self.0.extensions.get::<T>()
    }

    /// The same socket, which is not kept alive.
    pub(crate) fn downgrade(&self) -> WeakSocket {
        WeakSocket(Arc::downgrade(&self.0))
    }

    /// The library's own handle.
    #[cfg(feature = "unstable-socketioxide")]
    pub(crate) fn as_socketioxide(&self) -> &Arc<Inner> {
        &self.0
    }
}

impl WeakSocket {
    /// The socket, unless it is gone.
    pub(crate) fn upgrade(&self) -> Option<RawSocket> {
        self.0.upgrade().map(RawSocket)
    }
}
