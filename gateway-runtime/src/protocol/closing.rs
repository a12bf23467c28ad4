//! `CLOSING` is the room that marks a socket whose whole connection is to end, for servers that share rooms.
//!
//! What servers tell each other of sockets is "join", "leave", "disconnect" and the like, and there is no word for the
//! end of a connection. So a server that closes connections tells the others that the sockets join this room, and
//! then that they leave the namespace. A server that knows the room ends the connection when such a socket leaves; an
//! older one disconnects the socket from its namespace.

#[cfg(feature = "redis")]
use socketioxide_core::adapter::{BroadcastOptions, CoreLocalAdapter};

use super::Room;
#[cfg(feature = "redis")]
use super::SocketioxideEmitter;

/// The name of the room. No socket joins it by the hand of a user.
const NAME: &str = "\u{0}closing";

/// The room that marks a socket whose connection is to end.
pub(super) const CLOSING: Room = Room::Borrowed(NAME);

/// Marks sockets of this server, which end their connections when they are disconnected.
#[cfg(feature = "redis")]
pub(crate) fn mark_as_closing(
    local: &CoreLocalAdapter<SocketioxideEmitter>,
    options: BroadcastOptions,
) {
    local.add_sockets(options, vec![CLOSING]);
}

/// The rooms without that one, which is nothing that others should know.
#[cfg(feature = "redis")]
pub(crate) fn without_closing(mut rooms: Vec<Room>) -> Vec<Room> {
    take_closing(&mut rooms);
    rooms
}

/// Removes the room from a list, and says whether it was there.
pub(super) fn take_closing(rooms: &mut Vec<Room>) -> bool {
    let before = rooms.len();
    rooms.retain(|room| room != NAME);
    rooms.len() < before
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_room_is_seen_and_is_not_shown() {
        let mut rooms: Vec<Room> = vec!["lobby".into(), CLOSING, "closing".into()];
        assert!(take_closing(&mut rooms));
        assert_eq!(rooms, ["lobby", "closing"]);
        assert!(!take_closing(&mut rooms));
    }
}
