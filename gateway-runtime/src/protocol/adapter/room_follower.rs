//! `RoomFollower` is told in which rooms there may be sockets of this server, or none any more.

use std::sync::Arc;

use socketioxide_core::adapter::Room;

/// Who follows the rooms of one namespace: a backend that has a channel for each room.
pub(crate) trait RoomFollower: Send + Sync + 'static {
    /// Sockets of this server may have joined these rooms or left them, which is done when this is called.
    fn changed(&self, rooms: &[Room]);
}

/// Who follows the rooms of a socket's namespace, as it is attached to the socket.
#[derive(Clone)]
pub(crate) struct Followed(pub(crate) Arc<dyn RoomFollower>);
