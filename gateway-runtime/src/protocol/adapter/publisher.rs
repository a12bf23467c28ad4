//! `Publisher` sends a `Publication` to the other servers, without an answer.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use socketioxide_core::{
    Uid,
    adapter::{BroadcastFlags, BroadcastOptions, Room},
    packet::Packet,
};

use super::{conversation::Conversation, reachability::Reachability, room_follower::RoomFollower};
use crate::error::SharingError;

/// What the other servers are told to do with their sockets.
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "redis"), expect(dead_code, reason = "of a feature"))]
pub(crate) enum Publication<'a> {
    Emit(&'a Packet),
    ChangeRooms(RoomChange, &'a Vec<Room>),
    Disconnect,
}

/// Whether sockets join rooms or leave them.
#[derive(Clone, Copy)]
pub(crate) enum RoomChange {
    Join,
    Leave,
}

/// The way from one namespace to the other servers. Nothing here waits for a backend that is away.
pub(crate) trait Publisher: Reachability {
    /// Hands `publication` to the backend. What fails is not tried again, so that nothing arrives twice.
    fn tell<'a>(
        &'a self,
        publication: Publication<'a>,
        options: &'a BroadcastOptions,
    ) -> BoxFuture<'a, Result<(), SharingError>>;

    /// How many servers there are.
    fn count(&self) -> BoxFuture<'_, Result<u16, SharingError>>;

    /// An error while the backend is away.
    fn check(&self) -> Result<(), SharingError>;

    /// The namespace is closed: nothing more is received for it.
    fn forget(&self);

    /// What else can be said; `None` if the language of the servers has no words for it.
    fn conversation(&self) -> Option<&dyn Conversation> {
        None
    }

    /// Who has to know in which rooms there are sockets of this server, if anybody has.
    fn follower(&self) -> Option<Arc<dyn RoomFollower>> {
        None
    }
}

/// Whether sockets of other servers may be meant: not with `local`, and not if only the calling socket
/// is meant, which belongs to this server.
pub(super) fn concerns_others(options: &BroadcastOptions, this: Uid) -> bool {
    let many = options.has_flag(BroadcastFlags::Broadcast) || !options.rooms.is_empty();
    let elsewhere = options.server_id.is_some_and(|server| server != this);
    !options.has_flag(BroadcastFlags::Local) && (many || elsewhere)
}

#[cfg(test)]
mod tests {
    use socketioxide_core::Sid;

    use super::*;

    #[test]
    fn a_socket_alone_is_no_concern_of_others() {
        let this = Uid::new();
        let alone = BroadcastOptions::new(Sid::new());
        assert!(!concerns_others(&alone, this));

        let mut room = alone.clone();
        room.rooms.push("room".into());
        assert!(concerns_others(&room, this));

        let mut everyone = alone.clone();
        everyone.add_flag(BroadcastFlags::Broadcast);
        assert!(concerns_others(&everyone, this));
        everyone.add_flag(BroadcastFlags::Local);
        assert!(!concerns_others(&everyone, this));

        let mut elsewhere = alone;
        elsewhere.server_id = Some(this);
        assert!(!concerns_others(&elsewhere, this));
        elsewhere.server_id = Some(Uid::new());
        assert!(concerns_others(&elsewhere, this));
    }
}
