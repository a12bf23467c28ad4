//! `Drain` is how an app lets its clients go before it ends.

use std::time::Duration;

/// How an app lets its clients go before it ends, little by little, so that they do not all come to the other
/// servers at once: see [`GatewayAppBuilder::drain`](crate::GatewayAppBuilder::drain).
///
/// ```
/// use std::time::Duration;
///
/// use gateway_runtime::{Drain, GatewayApp};
///
/// let builder = GatewayApp::builder().drain(
///     Drain::over(Duration::from_secs(30))
///         .announce("server-draining")
///         .not_ready_for(Duration::from_secs(5)),
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "it is an option of the builder"]
pub struct Drain {
    pub(crate) over: Duration,
    pub(crate) announcement: Option<String>,
    pub(crate) not_ready_for: Duration,
}

impl Drain {
    /// Lets the clients go in even portions over this time: with 30 s and 3,000 clients, a hundred each second. The
    /// app ends earlier if there is nobody left. With 0 all leave at once that have nothing in work.
    pub fn over(time: Duration) -> Self {
        Self {
            over: time,
            announcement: None,
            not_ready_for: Duration::ZERO,
        }
    }

    /// Emits this event to every socket of this server, in each namespace, before the first client leaves. Its payload
    /// is an object: `{ "in": 30000 }` are the milliseconds until the last client has left. The first one leaves
    /// a quarter of a second later, or a tenth of the time, if that is less. Default: nothing is emitted.
    ///
    /// With the feature `contract`, the event is in every namespace of the contract by itself, if the builder has the drain before
    /// it is asked for the contract: `emits(..)` need not declare the event.
    ///
    /// The other servers' clients hear nothing. An event without a name, or with one that is Socket.IO's own, is an error when
    /// the app is built.
    pub fn announce(mut self, event: impl Into<String>) -> Self {
        self.announcement = Some(event.into());
        self
    }

    /// How long the app is not [ready](crate::Health::is_ready) before anything else happens, so that load balancers
    /// notice it and send new clients elsewhere. New clients that come all the same are served. Default: 0.
    ///
    /// With the default probes of Kubernetes, which ask every 10 s and believe the third answer, that is 30 s; a probe
    /// with `periodSeconds: 1` and `failureThreshold: 1` needs 2 s. Where the balancer asks nobody, but is told
    /// before the signal comes, it is 0.
    pub fn not_ready_for(mut self, time: Duration) -> Self {
        self.not_ready_for = time;
        self
    }

    /// How long it may take in all.
    pub(crate) fn time(&self) -> Duration {
        self.not_ready_for + self.over
    }
}
