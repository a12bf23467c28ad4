//! `Health` is how an app is, for those who send it clients and for those who restart it.

mod answer;
mod state;

use std::{
    fmt,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
};

use axum::{Router, routing::get};
use tokio::sync::Notify;

use crate::{
    adapter::{Sharing, SharingHealth},
    session::Lifecycle,
    sync::until,
};
pub(super) use answer::answer_readiness;
use answer::{liveness, readiness};
pub use state::HealthState;

/// How an app is: whether new clients may be sent to it, and whether its process should be started again.
///
/// [`GatewayApp::health`](crate::GatewayApp::health) gives it, and
/// [`GatewayAppBuilder::health`](crate::GatewayAppBuilder::health) before there is an app. Clones look at the same app.
/// See [Health](crate::guide::operations::health).
///
/// ```
/// use gateway_runtime::{GatewayApp, HealthState};
///
/// # async fn check(app: GatewayApp) {
/// let health = app.health();
/// match health.state() {
///     HealthState::Ready => println!("send clients here"),
///     state => println!("not here: {state}"),
/// }
/// # }
/// ```
pub struct Health {
    lifecycle: Arc<Lifecycle>,
    facts: Arc<HealthFacts>,
    /// This handle's view of the other servers, which remembers the state that it returned last.
    sharing: OnceLock<SharingHealth>,
}

/// What is known of an app's health beside its lifecycle.
#[derive(Default)]
pub(crate) struct HealthFacts {
    /// Whether the other servers can be reached. It is there when the app has started.
    sharing: OnceLock<SharingHealth>,
    has_started: Notify,
    /// Whether the app is ready also while the other servers cannot be reached.
    pub(super) may_be_alone: AtomicBool,
}

impl Health {
    pub(super) fn new(lifecycle: &Arc<Lifecycle>, facts: &Arc<HealthFacts>) -> Self {
        Self {
            lifecycle: Arc::clone(lifecycle),
            facts: Arc::clone(facts),
            sharing: OnceLock::new(),
        }
    }

    /// The health of an app that has just started.
    pub(super) fn started(
        lifecycle: &Arc<Lifecycle>,
        facts: &Arc<HealthFacts>,
        sharing: &Sharing,
    ) -> Self {
        // An app is started once.
        let _ = facts.sharing.set(sharing.health());
        facts.has_started.notify_waiters();
        Self::new(lifecycle, facts)
    }

    /// How the app is.
    #[must_use]
    pub fn state(&self) -> HealthState {
        if self.lifecycle.has_ended() {
            return HealthState::Ended;
        }
        if self.lifecycle.has_end_begun() {
            return HealthState::ShuttingDown;
        }
        if self.lifecycle.is_leaving() {
            return HealthState::Draining;
        }
        match self.facts.sharing.get() {
            None => HealthState::Starting,
            // A clone, so that this look is not one of the handle's own.
            Some(sharing) if !self.facts.may_be_alone.load(Relaxed) && !sharing.clone().is_up() => {
                HealthState::SharingDown
            }
            Some(_) => HealthState::Ready,
        }
    }

    /// Whether new clients may be sent to this app: its init hooks have returned, it is not about to end, and the other
    /// servers can be reached, unless [they need not be](crate::GatewayAppBuilder::ready_without_sharing).
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.state() == HealthState::Ready
    }

    /// Whether the app is there: from the beginning until it has been shut down. An app that is starting, draining or
    /// alone is live, since starting the process again would help none of them.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.state() != HealthState::Ended
    }

    /// Whether the other servers can be reached, as [`SharingHealth::is_up`] says. An app that shares nothing is always
    /// up; one that has not started is not.
    #[must_use]
    pub fn is_up(&self) -> bool {
        self.own_sharing().is_some_and(SharingHealth::is_up)
    }

    /// Waits until [`is_up`](Self::is_up) differs from what this handle has returned last, and returns it.
    pub async fn changed(&self) -> bool {
        until(&self.facts.has_started, || {
            self.facts.sharing.get().is_some()
        })
        .await;
        match self.own_sharing() {
            Some(sharing) => sharing.changed().await,
            None => false,
        }
    }

    fn own_sharing(&self) -> Option<&SharingHealth> {
        let sharing = self.facts.sharing.get()?;
        Some(self.sharing.get_or_init(|| sharing.clone()))
    }

    /// Two routes: `/live` and `/ready`. They answer 200 or 503, with the state and its reason as JSON, and nobody may
    /// keep the answer.
    ///
    /// ```
    /// use axum::Router;
    /// use gateway_runtime::GatewayApp;
    ///
    /// let builder = GatewayApp::builder();
    /// let health = builder.health().routes();
    /// let builder = builder.router(Router::new().nest("/health", health)); // `/health/live`, `/health/ready`
    /// ```
    ///
    /// Where the app itself listens, [`health_path`](crate::GatewayAppBuilder::health_path) is simpler, and answers before
    /// everything else of the app.
    pub fn routes<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        let (live, ready) = (self.clone(), self.clone());
        Router::new()
            .route("/live", get(async move || liveness(&live)))
            .route("/ready", get(async move || readiness(&ready)))
    }
}

impl Clone for Health {
    fn clone(&self) -> Self {
        Self {
            lifecycle: Arc::clone(&self.lifecycle),
            facts: Arc::clone(&self.facts),
            sharing: self.sharing.clone(),
        }
    }
}

impl fmt::Debug for Health {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Health")
            .field("state", &self.state())
            .finish_non_exhaustive()
    }
}
