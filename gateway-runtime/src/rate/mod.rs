//! `Rate` counts how often something happens for each of many keys, and says when it happens too often.
//!
//! `governor` computes on tokio's clock (`clock`); what it computes is kept in `Counts`, one number for each key, and
//! forgotten when it is worth nothing any more. [`quota`] is what is allowed, and [`Network`] the key of those who are
//! known by their address.

#[cfg(feature = "admin-ui")]
mod address_limit;
mod clock;
mod counts;
mod network;
mod quota;

use std::{
    hash::{BuildHasher, Hash},
    time::Duration,
};

use governor::{Quota, RateLimiter, clock::Clock as _, middleware::NoOpMiddleware};

#[cfg(feature = "admin-ui")]
pub(crate) use address_limit::AddressLimit;
use clock::{Moment, TokioClock};
use counts::Counts;
pub(crate) use network::Network;
pub(crate) use quota::quota;

/// How often something happens for each key. `S` makes the hashes: it has to be a random one if strangers choose the
/// keys.
pub(crate) struct Rate<K: Copy + Eq + Hash, S: BuildHasher + Default>(
    RateLimiter<K, Counts<K, S>, TokioClock, NoOpMiddleware<Moment>>,
);

impl<K: Copy + Eq + Hash, S: BuildHasher + Default> Rate<K, S> {
    pub(crate) fn new(quota: Quota) -> Self {
        Self(RateLimiter::new(quota, Counts::new(quota), TokioClock))
    }

    /// Counts one time more for `key`. If that is too often, it is not counted, and would not be too often after the
    /// time that is returned.
    pub(crate) fn count(&self, key: &K) -> Option<Duration> {
        let refused = self.0.check_key(key).err()?;
        Some(refused.wait_time_from(self.0.clock().now()))
    }

    /// How many keys are kept.
    #[cfg(test)]
    pub(crate) fn kept(&self) -> usize {
        self.0.len()
    }
}
