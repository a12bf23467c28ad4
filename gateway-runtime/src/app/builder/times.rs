//! `request_head_timeout` and the builder's other methods for how long something may take.

use std::time::Duration;

use super::GatewayAppBuilder;

/// 30 years.
const LONGEST: Duration = Duration::from_hours(30 * 365 * 24);

/// A time that can be added to any moment, which [`Duration::MAX`] cannot.
pub(crate) fn finite(time: Duration) -> Duration {
    time.min(LONGEST)
}

impl GatewayAppBuilder {
    /// How long the head of a request may take, on the listeners of [`listen`](crate::GatewayApp::listen)
    /// and [`serve`](crate::GatewayApp::serve): from the beginning of a connection, or from the end of the
    /// request before. A connection that is silent for longer, or sends a head byte by byte, is closed
    /// without an answer. Default: 15 s; on Node it is 60 s (`headersTimeout`).
    ///
    /// A server that you run yourself has its own limit; see [`serve`](crate::serve).
    #[must_use]
    pub fn request_head_timeout(mut self /* chain the calls */, time: Duration) -> Self {
        self.plan.options.request_head_timeout = finite(time);
        self
    }

    /// How long the body of a request to the gateways may take: what a client posts while it polls. A
    /// request that takes longer is answered with 408, and its session ends. Default: 60 s; on Node it is
    /// 300 s for the whole request (`requestTimeout`).
    ///
    /// The bodies of your own routes are yours to bound, for example with `tower_http`'s
    /// `RequestBodyTimeoutLayer`.
    #[must_use]
    pub fn request_body_timeout(mut self /* chain the calls */, time: Duration) -> Self {
        self.plan.options.request_body_timeout = finite(time);
        self
    }

    /// How long the end of the app may take when a signal demands it: messages, timers and listeners in work,
    /// disconnect and shutdown hooks, connections and open requests together. Messages may take nine tenths of the time, or all but a second
    /// of more than ten. At the end of the time [`listen`](crate::GatewayApp::listen) and
    /// [`serve`](crate::GatewayApp::serve) cut off what is left, and a process that still runs half a second
    /// later is ended with code 1. Default: 9 s, since Docker kills a container after 10 s. With 0 everything
    /// is cut off at once.
    ///
    /// If a process runs several apps, each has its own deadline, and the process is ended after the latest.
    #[must_use]
    pub fn shutdown_deadline(mut self /* chain the calls */, time: Duration) -> Self {
        self.plan.options.shutdown_deadline = finite(time);
        self
    }
}
