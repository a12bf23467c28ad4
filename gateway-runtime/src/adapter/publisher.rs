//! Telling the other servers something, without an answer.

use std::{error::Error, fmt};

use futures_util::future::BoxFuture;
use socketioxide_core::{
    Uid,
    adapter::{BroadcastFlags, BroadcastOptions, Room},
    packet::Packet,
};

use crate::error::SharingError;

/// What the other servers are told to do with their sockets.
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "redis"), expect(dead_code, reason = "of a feature"))]
pub(super) enum Told<'a> {
    Emit(&'a Packet),
    Join(&'a Vec<Room>),
    Leave(&'a Vec<Room>),
    Disconnect,
}

/// The way from one namespace to the other servers. Nothing here waits for a backend that is away.
pub(super) trait Publisher: Send + Sync + 'static {
    /// Hands it to the backend. What fails is not tried again, so that nothing arrives twice.
    fn tell<'a>(
        &'a self,
        told: Told<'a>,
        options: &'a BroadcastOptions,
    ) -> BoxFuture<'a, Result<(), SharingError>>;

    /// How many servers there are.
    fn count(&self) -> BoxFuture<'_, Result<u16, SharingError>>;

    /// An error while the backend is away.
    fn check(&self) -> Result<(), SharingError>;

    /// Waits until the backend is away.
    fn lost(&self) -> BoxFuture<'_, SharingError>;

    /// The namespace is closed: nothing more is received for it.
    fn forget(&self);
}

/// Why the backend could not be used: text, since what it was is not kept.
#[derive(Clone, Debug)]
pub(super) struct Unreachable(pub(super) std::sync::Arc<str>);

#[cfg(any(feature = "mongodb", feature = "postgres", feature = "redis"))]
impl Unreachable {
    pub(super) fn because(error: &impl Error) -> Self {
        Self(error.to_string().into())
    }

    pub(super) fn silent() -> Self {
        Self("it does not answer".into())
    }
}

impl fmt::Display for Unreachable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Unreachable {}

impl From<Unreachable> for SharingError {
    fn from(error: Unreachable) -> Self {
        Self(error.into())
    }
}

/// Whether sockets of other servers may be meant: not with `local`, and not if the calling socket is
/// meant alone, which is one of this server.
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
