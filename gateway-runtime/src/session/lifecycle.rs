//! `Lifecycle` is how far an app is: whether it takes connections, how many of its sockets have not ended, and
//! whether its handles reach anybody.

use std::sync::{
    Arc, OnceLock,
    atomic::{
        AtomicBool, AtomicUsize,
        Ordering::{Acquire, SeqCst},
    },
};

use tokio::{sync::Notify, time::Instant};

#[cfg(feature = "admin-ui")]
use super::traffic::Traffic;
#[cfg(feature = "contract")]
use super::watch::Watch;
use super::{closed_connections::ClosedConnections, shutdown::Shutdown};
#[cfg(feature = "metrics")]
use crate::metrics::{AppMetrics, NamespaceMetrics};
use crate::{error::EmitError, sync::until};

/// How far an app is, shared by all its namespaces and all handles to them. A `Lifecycle` keeps nothing of the
/// app alive.
#[derive(Default)]
pub(crate) struct Lifecycle {
    /// Whether the app is about to end, and takes new clients all the same.
    is_leaving: AtomicBool,
    /// Whether clients that are there are served, and new ones refused.
    is_draining: AtomicBool,
    has_drained: AtomicBool,
    is_shutting_down: AtomicBool,
    /// Why the app ends, and the moment at which the shutdown has to be over.
    shutdown: OnceLock<(Shutdown, Instant)>,
    handles_have_ended: AtomicBool,
    is_finished: AtomicBool,
    sessions: AtomicUsize,
    closed_connections: ClosedConnections,
    /// What is emitted and not declared, if the app wants to know.
    #[cfg(feature = "contract")]
    watch: OnceLock<Arc<Watch>>,
    /// What the app measures, if it does.
    #[cfg(feature = "metrics")]
    metrics: OnceLock<AppMetrics>,
    /// What passes through the namespaces, if the app lets somebody look.
    #[cfg(feature = "admin-ui")]
    traffic: OnceLock<Arc<Traffic>>,
    /// Notified of each stage of the shutdown. The sockets have a `Notify` of their own, since every stream
    /// waits for this one and would be woken by each socket that leaves.
    stage: Notify,
    /// Notified of each socket that has ended.
    left: Notify,
}

impl Lifecycle {
    /// Notes that the app is about to end. Nothing else changes. False if it was about to end before.
    pub(crate) fn begin_to_leave(&self) -> bool {
        !self.is_leaving.swap(true, SeqCst)
    }

    /// Whether the app is about to end.
    pub(crate) fn is_leaving(&self) -> bool {
        self.is_leaving.load(SeqCst)
    }

    /// Whether the app has been shut down, or was dropped without a shutdown.
    pub(crate) fn has_ended(&self) -> bool {
        self.is_shutdown_finished() || (self.check().is_err() && !self.is_shutting_down())
    }

    /// Refuses new clients from now on; those that are there are served.
    pub(crate) fn begin_to_drain(&self) {
        self.is_draining.store(true, SeqCst);
    }

    /// Whether new clients are refused because those that are there are let go.
    pub(crate) fn is_draining(&self) -> bool {
        self.is_draining.load(SeqCst)
    }

    /// Notes that the clients are gone that could be let go.
    pub(crate) fn finish_draining(&self) {
        self.has_drained.store(true, SeqCst);
        self.stage.notify_waiters();
    }

    /// Waits until [`finish_draining`](Self::finish_draining) was called.
    pub(crate) async fn until_drained(&self) {
        until(&self.stage, || self.has_drained.load(SeqCst)).await;
    }

    /// Begins the shutdown: from now on connections and messages are refused. Returns why the app ends, and the
    /// moment at which the shutdown has to be over: `why` and `deadline`, or those of the first call.
    pub(crate) fn begin_shutdown(&self, why: Shutdown, deadline: Instant) -> (Shutdown, Instant) {
        let shutdown = *self.shutdown.get_or_init(|| (why, deadline));
        self.is_shutting_down.store(true, SeqCst);
        self.stage.notify_waiters();
        shutdown
    }

    /// Waits until the app is shutting down.
    pub(crate) async fn until_shutdown_begins(&self) {
        until(&self.stage, || self.is_shutting_down()).await;
    }

    /// Waits until the app is shutting down, or was dropped without a shutdown.
    pub(crate) async fn until_end_begins(&self) {
        until(&self.stage, || self.has_end_begun()).await;
    }

    /// Whether the app is shutting down, or was dropped without a shutdown.
    pub(crate) fn has_end_begun(&self) -> bool {
        self.is_shutting_down() || self.check().is_err()
    }

    /// Whether the app is shutting down.
    pub(crate) fn is_shutting_down(&self) -> bool {
        self.is_shutting_down.load(SeqCst)
    }

    /// Notes that handles reach nobody from now on: the shutdown hooks have run, or the app was dropped
    /// without a shutdown.
    pub(crate) fn end_handles(&self) {
        self.handles_have_ended.store(true, SeqCst);
        self.stage.notify_waiters();
    }

    /// Whether handles reach anybody. This is one load, since every emit checks it.
    ///
    /// # Errors
    /// [`EmitError::NotRunning`] after [`end_handles`](Self::end_handles).
    pub(crate) fn check(&self) -> Result<(), EmitError> {
        if self.handles_have_ended.load(Acquire) {
            return Err(EmitError::NotRunning);
        }
        Ok(())
    }

    /// Waits until [`end_handles`](Self::end_handles) was called.
    pub(crate) async fn until_handles_end(self: Arc<Self>) {
        self.handles_end().await;
    }

    /// The same, for who borrows the lifecycle.
    pub(crate) async fn handles_end(&self) {
        until(&self.stage, || self.check().is_err()).await;
    }

    /// Notes that the shutdown is over: the connections are closed or cut off.
    pub(crate) fn finish_shutdown(&self) {
        self.is_finished.store(true, SeqCst);
        self.stage.notify_waiters();
    }

    /// Whether [`finish_shutdown`](Self::finish_shutdown) was called.
    pub(crate) fn is_shutdown_finished(&self) -> bool {
        self.is_finished.load(SeqCst)
    }

    /// Waits until [`finish_shutdown`](Self::finish_shutdown) was called.
    pub(crate) async fn until_shutdown_is_finished(&self) {
        until(&self.stage, || self.is_shutdown_finished()).await;
    }

    /// The connections that were closed by [`Session::close`](super::Session::close).
    pub(crate) fn closed_connections(&self) -> &ClosedConnections {
        &self.closed_connections
    }

    /// Watches what is emitted in the namespaces that are made from now on.
    #[cfg(feature = "contract")]
    pub(crate) fn begin_watch(&self, watch: Watch) {
        // An app is built once, so there is nothing to replace.
        let _ = self.watch.set(Arc::new(watch));
    }

    /// What is emitted and not declared; `None` if nobody watches.
    #[cfg(feature = "contract")]
    pub(crate) fn watch(&self) -> Option<&Arc<Watch>> {
        self.watch.get()
    }

    /// Measures the namespaces that are made from now on.
    #[cfg(feature = "metrics")]
    pub(crate) fn begin_to_measure(&self) {
        // An app is built once, so there is nothing to replace.
        let _ = self.metrics.set(AppMetrics::default());
    }

    /// What the app measures of the namespace with this name in the gateways' attributes; `None` if it does not.
    #[cfg(feature = "metrics")]
    pub(crate) fn metrics_of(&self, namespace: &str) -> Option<Arc<NamespaceMetrics>> {
        Some(self.metrics.get()?.of(namespace))
    }

    /// The same for a namespace that was asked for before: nothing is measured of one that no gateway declares.
    #[cfg(feature = "metrics")]
    pub(crate) fn known_metrics_of(&self, namespace: &str) -> Option<Arc<NamespaceMetrics>> {
        self.metrics.get()?.known(namespace)
    }

    /// What the app measures of its namespaces: of none, if it does not.
    #[cfg(feature = "metrics")]
    pub(crate) fn metrics(&self) -> Vec<Arc<NamespaceMetrics>> {
        self.metrics.get().map(AppMetrics::all).unwrap_or_default()
    }

    /// Lets somebody look at what passes through the namespaces that are made from now on.
    #[cfg(feature = "admin-ui")]
    pub(crate) fn begin_traffic(&self, traffic: &Arc<Traffic>) {
        // An app is built once, so there is nothing to replace.
        let _ = self.traffic.set(Arc::clone(traffic));
    }

    /// What passes through the namespaces; `None` if nobody can look.
    #[cfg(feature = "admin-ui")]
    pub(crate) fn traffic(&self) -> Option<&Arc<Traffic>> {
        self.traffic.get()
    }

    /// Counts a socket that got its CONNECT.
    pub(crate) fn session_began(&self) {
        self.sessions.fetch_add(1, SeqCst);
    }

    /// Notes that a socket has ended: its disconnect hooks have returned.
    pub(crate) fn session_ended(&self) {
        self.sessions.fetch_sub(1, SeqCst);
        self.left.notify_waiters();
    }

    /// How many sockets got their CONNECT and have disconnect hooks that have not returned.
    #[cfg(feature = "testing")]
    pub(crate) fn open_sessions(&self) -> usize {
        self.sessions.load(SeqCst)
    }

    /// Waits until every socket's disconnect hooks have returned.
    pub(crate) async fn until_all_sessions_end(&self) {
        until(&self.left, || self.sessions.load(SeqCst) == 0).await;
    }
}
