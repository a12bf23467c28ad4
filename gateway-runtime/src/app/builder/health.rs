//! `health_path` and the builder's other methods for what the app tells of its health.

use std::sync::atomic::Ordering::Relaxed;

use super::GatewayAppBuilder;
use crate::app::{endpoint::normal_path, health::Health};

impl GatewayAppBuilder {
    /// Answers requests for this path of the app's own port with its [health](crate::Health): 200 if new clients may be
    /// sent here, else 503, and the state with its reason as JSON, which nobody may keep: `{"state":"draining",
    /// "reason":"the app is about to end"}`. Without this call nothing is answered.
    ///
    /// The answer comes before the app's layers, routes and gateways, so that neither a layer that asks for a token nor a
    /// limit of clients stands in the way. A path that no request can have, or that a route, a gateway or the explorer has,
    /// is an error when the app is built. The routes of a server of yours, in which the app is
    /// [mounted as a layer](crate::GatewayApp::layer), are yours: see [`Health::routes`](crate::Health::routes).
    ///
    /// ```no_run
    /// use gateway_runtime::prelude::*;
    ///
    /// # #[websocket_gateway] struct Chat;
    /// # async fn start() -> Result<(), AppError> {
    /// GatewayApp::builder().health_path("/health").listen(3000).await
    /// # }
    /// ```
    #[must_use]
    pub fn health_path(mut self /* chain the calls */, path: impl Into<String>) -> Self {
        self.plan.health_path = Some(normal_path(Some(&path.into())));
        self
    }

    /// Lets the app be [ready](crate::Health::is_ready) also while the other servers cannot be reached: clients are
    /// served then, and what is sent to clients of other servers is lost. Without this call such an app is not ready. If
    /// all servers share one Redis, they are without it at the same time, and a balancer has nobody left to send clients
    /// to.
    #[must_use]
    pub fn ready_without_sharing(self /* chain the calls */) -> Self {
        self.plan.health.may_be_alone.store(true, Relaxed);
        self
    }

    /// The health of the app, before there is an app: for routes of yours. Until [`build`](Self::build) has returned, the
    /// app is [starting](crate::HealthState::Starting).
    #[must_use]
    pub fn health(&self) -> Health {
        Health::new(self.plan.links.lifecycle(), &self.plan.health)
    }
}
