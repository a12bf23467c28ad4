//! `RoomFollower` is told in which rooms there may be sockets of this server, or none any more.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering::Relaxed},
};

use socketioxide_core::adapter::Room;

/// Whether there is a follower in this process: without one, who changes rooms looks for none.
static EXISTS: AtomicBool = AtomicBool::new(false);

/// Who follows the rooms of one namespace: a backend that has a channel for each room.
pub(crate) trait RoomFollower: Send + Sync + 'static {
    /// Sockets of this server may have joined these rooms or left them, which is done when this is called.
    fn changed(&self, rooms: &[Room]);
}

/// Who follows the rooms of a socket's namespace, as it is attached to the socket.
#[derive(Clone)]
pub(crate) struct Followed(pub(crate) Arc<dyn RoomFollower>);

impl Followed {
    /// Notes that there is a follower, before the first socket connects.
    #[cfg(feature = "redis")]
    pub(crate) fn exists_from_now_on() {
        EXISTS.store(true, Relaxed);
    }

    /// Whether there may be one.
    #[inline]
    pub(crate) fn may_exist() -> bool {
        EXISTS.load(Relaxed)
    }
}
