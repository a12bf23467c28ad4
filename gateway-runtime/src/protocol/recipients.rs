//! `Recipients` are the sockets, on all servers, that something is sent to.

use serde::{Deserialize, Serialize};
use socketioxide_core::adapter::{BroadcastFlags, BroadcastOptions};

use super::{Room, SocketId};

/// A choice of sockets. A socket that is in several of the rooms is chosen once.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Recipients(pub(super) BroadcastOptions);

impl Recipients {
    /// Everyone in the namespace.
    pub(crate) fn everyone() -> Self {
        Self(BroadcastOptions::default()).with(BroadcastFlags::Broadcast)
    }

    /// The socket `id` alone, until rooms are added or the socket is left out.
    pub(crate) fn of_socket(id: SocketId) -> Self {
        if let Some(sid) = id.sid() {
            return Self(BroadcastOptions::new(sid));
        }
        let mut recipients = Self::everyone();
        recipients.within(vec![id.to_string().into()]);
        recipients
    }

    /// Everyone but the socket that the choice was made from.
    pub(crate) fn without_caller(self) -> Self {
        self.with(BroadcastFlags::Broadcast)
    }

    /// Only the recipients on this server.
    pub(crate) fn local(self) -> Self {
        self.with(BroadcastFlags::Local)
    }

    /// Only the recipients whose connection is ready.
    pub(crate) fn volatile(self) -> Self {
        self.with(BroadcastFlags::Volatile)
    }

    fn with(mut self, flag: BroadcastFlags) -> Self {
        self.0.add_flag(flag);
        self
    }

    /// Adds the sockets in `rooms`.
    pub(crate) fn within(&mut self, rooms: Vec<Room>) {
        self.0.rooms.extend(rooms);
    }

    /// Leaves out the sockets in `rooms`.
    pub(crate) fn except(&mut self, rooms: Vec<Room>) {
        self.0.except.extend(rooms);
    }

    /// The rooms that were added.
    #[cfg(feature = "testing")]
    pub(crate) fn rooms(&self) -> &[Room] {
        &self.0.rooms
    }

    /// The rooms that are left out.
    #[cfg(feature = "testing")]
    pub(crate) fn excepted(&self) -> &[Room] {
        &self.0.except
    }

    /// Whether only recipients on this server are meant.
    #[cfg(feature = "testing")]
    pub(crate) fn is_local(&self) -> bool {
        self.0.has_flag(BroadcastFlags::Local)
    }

    /// Whether only recipients whose connection is ready are meant.
    #[cfg(feature = "testing")]
    pub(crate) fn is_volatile(&self) -> bool {
        self.0.has_flag(BroadcastFlags::Volatile)
    }

    /// Whether rooms were added.
    pub(crate) fn has_rooms(&self) -> bool {
        !self.0.rooms.is_empty()
    }
}
