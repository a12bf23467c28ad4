//! `Memory` is the counts of one throttle in the memory of this server.

use std::{hash::RandomState, net::IpAddr, time::Duration};

use governor::Quota;
use rustc_hash::FxBuildHasher;

use super::{
    ThrottleBy, ThrottleKey,
    digest::{Digest, Digests},
    subject::Subject,
};
use crate::{
    protocol::SocketId,
    rate::{Network, Rate},
};

/// The counts, by what the throttle counts by.
pub(super) enum Memory {
    Sockets(Box<Sockets>),
    Addresses {
        addresses: Box<Rate<Network, RandomState>>,
        /// Those whose addresses the HTTP server does not tell.
        sockets: Box<Sockets>,
    },
    Keys {
        keys: Box<Rate<Digest, FxBuildHasher>>,
        digests: Digests,
        function: ThrottleKey,
    },
}

/// The fast hash suffices, since nobody can choose ids of sockets that collide.
type Sockets = Rate<SocketId, FxBuildHasher>;

impl Memory {
    pub(super) fn new(by: &ThrottleBy, quota: Quota) -> Self {
        match by {
            ThrottleBy::Socket => Self::Sockets(Box::new(Rate::new(quota))),
            ThrottleBy::Address => Self::Addresses {
                addresses: Box::new(Rate::new(quota)),
                sockets: Box::new(Rate::new(quota)),
            },
            ThrottleBy::Key(function) => Self::Keys {
                keys: Box::new(Rate::new(quota)),
                digests: Digests::new(),
                function: function.clone(),
            },
        }
    }

    /// Counts a message. If it is above the limit, it is not counted, and would pass after the time that is returned.
    pub(super) fn count(
        &self,
        subject: &impl Subject,
        address: impl FnOnce() -> Option<IpAddr>,
    ) -> Option<Duration> {
        match self {
            Self::Sockets(sockets) => sockets.count(&subject.socket()),
            Self::Addresses { addresses, sockets } => match address() {
                Some(address) => addresses.count(&Network::of(address)),
                None => sockets.count(&subject.socket()),
            },
            Self::Keys {
                keys,
                digests,
                function: ThrottleKey(function),
            } => keys.count(&digests.of(&subject.key(&**function))),
        }
    }

    /// How many keys are kept.
    #[cfg(test)]
    pub(super) fn kept(&self) -> usize {
        match self {
            Self::Sockets(sockets) => sockets.kept(),
            Self::Addresses { addresses, .. } => addresses.kept(),
            Self::Keys { keys, .. } => keys.kept(),
        }
    }
}
