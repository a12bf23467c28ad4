//! `Memory` is the counts of one throttle in the memory of this server.

use std::{
    hash::{BuildHasher, Hash, RandomState},
    net::IpAddr,
    time::Duration,
};

use governor::{Quota, RateLimiter, clock::Clock, middleware::NoOpMiddleware};
use rustc_hash::FxBuildHasher;

use super::{
    ThrottleBy, ThrottleKey,
    address::Network,
    clock::{Moment, TokioClock},
    counts::Counts,
    digest::{Digest, Digests},
    subject::Subject,
};
use crate::protocol::SocketId;

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

type Rate<K, S> = RateLimiter<K, Counts<K, S>, TokioClock, NoOpMiddleware<Moment>>;

impl Memory {
    pub(super) fn new(by: &ThrottleBy, quota: Quota) -> Self {
        match by {
            ThrottleBy::Socket => Self::Sockets(rate(quota)),
            ThrottleBy::Address => Self::Addresses {
                addresses: rate(quota),
                sockets: rate(quota),
            },
            ThrottleBy::Key(function) => Self::Keys {
                keys: rate(quota),
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
            Self::Sockets(sockets) => count(sockets, &subject.socket()),
            Self::Addresses { addresses, sockets } => match address() {
                Some(address) => count(addresses, &Network::of(address)),
                None => count(sockets, &subject.socket()),
            },
            Self::Keys {
                keys,
                digests,
                function: ThrottleKey(function),
            } => count(keys, &digests.of(&subject.key(&**function))),
        }
    }

    /// How many keys are kept.
    #[cfg(test)]
    pub(super) fn kept(&self) -> usize {
        match self {
            Self::Sockets(sockets) => sockets.len(),
            Self::Addresses { addresses, .. } => addresses.len(),
            Self::Keys { keys, .. } => keys.len(),
        }
    }
}

fn rate<K: Copy + Eq + Hash, S: BuildHasher + Default>(quota: Quota) -> Box<Rate<K, S>> {
    Box::new(RateLimiter::new(quota, Counts::new(quota), TokioClock))
}

fn count<K: Copy + Eq + Hash, S: BuildHasher + Default>(
    rate: &Rate<K, S>,
    key: &K,
) -> Option<Duration> {
    let refused = rate.check_key(key).err()?;
    Some(refused.wait_time_from(rate.clock().now()))
}
