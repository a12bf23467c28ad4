//! `Throttle` says how many messages a client may send in some time; a `Limiter` is a throttle at work.
//!
//! - [`Throttle`] is what `#[throttle(..)]` declares, [`ThrottleBy`] what it counts by.
//! - `Limiter` is made of a throttle when the app starts. A `Subject` is a message that a limiter checks, and `Limited`
//!   is the answer.
//! - [`ThrottleStore`] is where the counts of a throttle are kept if several servers share them. Without one they are
//!   in this server's memory: `Counts`, one number for each client, which `governor` computes on tokio's clock (`clock`)
//!   from what the throttle says (`quota`).
//!
//! No code of a user runs while a lock is held: the key of a message is made before its count is looked at, and a store
//! of a user is never called from `Counts`.

mod address;
#[cfg(feature = "admin-ui")]
mod address_limit;
mod by;
mod clock;
mod counts;
mod digest;
mod limiter;
mod memory;
mod quota;
mod refusal;
mod store;
mod store_failure;
mod subject;
#[cfg(test)]
mod tests;

use std::{borrow::Cow, fmt, sync::Arc, time::Duration};

#[cfg(feature = "admin-ui")]
pub(crate) use address_limit::AddressLimit;
pub use by::{ThrottleBy, ThrottleKey};
pub(crate) use limiter::{Limited, Limiter};
pub use store::{ThrottleDecision, ThrottleFuture, ThrottleRequest, ThrottleStore};

/// How many messages a client may send in some time: what `#[throttle(limit = 5, per = "1m")]` declares on a method or
/// on a gateway, and what [`GatewayAppBuilder::throttle`](crate::GatewayAppBuilder::throttle) takes for all gateways.
///
/// ```
/// use std::time::Duration;
/// use gateway_runtime::{Throttle, ThrottleBy};
///
/// // Five a minute on average, of which ten may come at once, counted by the client's address.
/// let throttle = Throttle::new(5, Duration::from_mins(1))
///     .burst(10)
///     .by(ThrottleBy::Address)
///     .name("login");
/// ```
///
/// A client begins with [`burst`](Self::burst) messages, and gets one more each `per / limit` until it has `burst` of
/// them again. So five a minute are not five until the next full minute: who has sent five at once may send the next one
/// after twelve seconds.
///
/// A message above the limit is not decoded and does not reach its method. The client is told `too_many_requests`, with
/// `details: { retryAfterMs }`: how many milliseconds later a message would pass. Messages that are refused do not count.
///
/// A limit holds for one server. Several servers share one through a [`ThrottleStore`].
#[derive(Clone)]
pub struct Throttle {
    limit: u32,
    period: Duration,
    /// `None`: the limit.
    burst: Option<u32>,
    by: ThrottleBy,
    name: Option<Cow<'static, str>>,
    /// `None`: the memory of this server.
    store: Option<Arc<dyn ThrottleStore>>,
}

impl Throttle {
    /// `limit` messages in each `per`.
    ///
    /// No value panics. A `limit` of 0 refuses every message, and tells the client to try again after `per`. A `per` of
    /// zero limits nothing, unless `limit` is 0. The attribute takes neither of them.
    #[must_use]
    pub fn new(limit: u32, per: Duration) -> Self {
        Self {
            limit,
            period: per,
            burst: None,
            by: ThrottleBy::default(),
            name: None,
            store: None,
        }
    }

    /// How many messages may come at once; by default as many as the limit. A burst of 0 counts as 1, since nothing
    /// would ever pass.
    #[must_use]
    pub fn burst(mut self, burst: u32) -> Self {
        self.burst = Some(burst.max(1));
        self
    }

    /// What is counted by: by default each socket has a count of its own.
    #[must_use]
    pub fn by(mut self, by: ThrottleBy) -> Self {
        self.by = by;
        self
    }

    /// A name, by which a method can be taken out of a limit with `#[throttle(skip = "login")]`, and which a
    /// [`ThrottleStore`] is told.
    #[must_use]
    pub fn name(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Where the counts are kept: by default in the memory of this server. Throttles that share a store need a
    /// [`name`](Self::name) each: see [`ThrottleRequest::name`].
    #[must_use]
    pub fn store(mut self, store: impl ThrottleStore) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    /// What this throttle's store is asked for a message with this `key`: for tests of a store.
    ///
    /// ```
    /// use std::time::Duration;
    /// use gateway_runtime::Throttle;
    ///
    /// let request = Throttle::new(5, Duration::from_mins(1)).name("login").request("192.0.2.7");
    /// assert_eq!((request.name(), request.key()), (Some("login"), "192.0.2.7"));
    /// assert_eq!((request.limit(), request.burst()), (5, 5));
    /// ```
    #[must_use]
    pub fn request(&self, key: impl Into<String>) -> ThrottleRequest {
        ThrottleRequest {
            name: self.name.clone(),
            key: key.into(),
            limit: self.limit,
            period: self.period,
            burst: self.burst_or_limit(),
        }
    }

    /// What is counted by, as the attribute writes it.
    #[cfg(feature = "contract")]
    pub(crate) fn counted_by(&self) -> &'static str {
        match self.by {
            ThrottleBy::Socket => "socket",
            ThrottleBy::Address => "ip",
            ThrottleBy::Key(_) => "key",
        }
    }

    /// The name, if it has one.
    #[cfg(feature = "testing")]
    pub(super) fn known_name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The same throttle with the name of another one, in whose place it stands.
    #[cfg(feature = "testing")]
    pub(super) fn named_as(mut self, other: &Self) -> Self {
        self.name.clone_from(&other.name);
        self
    }

    fn burst_or_limit(&self) -> u32 {
        self.burst.unwrap_or(self.limit)
    }
}

impl fmt::Debug for Throttle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Throttle")
            .field("limit", &self.limit)
            .field("per", &self.period)
            .field("burst", &self.burst_or_limit())
            .field("by", &self.by)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
