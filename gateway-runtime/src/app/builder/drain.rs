//! `drain` is the builder's method for how clients are let go before the app ends.

use super::{GatewayAppBuilder, finite};
use crate::options::Drain;

impl GatewayAppBuilder {
    /// Lets the clients go little by little before the app ends, when a signal demands the end or
    /// [`GatewayApp::drain`](crate::GatewayApp::drain) is called. Without this call all clients leave at the same time,
    /// and come to the other servers at the same time.
    ///
    /// 1. The app is not [ready](crate::Health::is_ready), for [`not_ready_for`](Drain::not_ready_for). Everything else
    ///    goes on.
    /// 2. New clients get 503 with `Retry-After`. The [announcement](Drain::announce) is emitted.
    /// 3. The connections close in even portions, over the time of [`Drain::over`]. Each client is served until it is its
    ///    turn. Clients with messages in work come last; one whose messages take longer than a
    ///    [shutdown](Self::shutdown_deadline) would give them is let go in its turn all the same, so that endless streams
    ///    do not keep everybody to the end.
    /// 4. What follows is an ordinary [shutdown](crate::GatewayApp::shutdown), with a deadline of its own: the
    ///    [`shutdown_deadline`](Self::shutdown_deadline).
    ///
    /// So the process takes as long as the three times together, and what manages it has to wait for longer: Docker's
    /// `stop_grace_period` (10 s by default) or Kubernetes' `terminationGracePeriodSeconds` (30 s by default). A second
    /// signal ends the process at once.
    ///
    /// The connections *close*: the official client then connects again by itself, to whatever server the balancer
    /// chooses. After a DISCONNECT packet it would stay away. Disconnect hooks get
    /// [`ServerShuttingDown`](crate::DisconnectReason::ServerShuttingDown).
    ///
    /// Clients that poll can be let go whoever serves them. WebSockets can be if the app itself serves them, with
    /// [`listen`](crate::GatewayApp::listen) or [`serve`](crate::GatewayApp::serve); those of a server of yours are
    /// closed by the shutdown, all at once.
    ///
    /// NestJS has nothing of the kind: `app.close()` disconnects everybody.
    #[must_use]
    pub fn drain(mut self /* chain the calls */, drain: Drain) -> Self {
        self.plan.options.drain = Some(Drain {
            over: finite(drain.over),
            not_ready_for: finite(drain.not_ready_for),
            ..drain
        });
        self
    }
}
