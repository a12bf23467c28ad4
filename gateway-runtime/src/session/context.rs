//! `NamespaceContext` is what a session needs to know of its namespace, or of the pattern to which that
//! namespace belongs.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use super::{
    dynamic_namespaces::DynamicNamespaces, error_policy::ErrorPolicy, lifecycle::Lifecycle,
    link::Destination, namespace::Namespace,
};
#[cfg(feature = "metrics")]
use crate::metrics::NamespaceMetrics;
use crate::{blocking::BlockingPool, providers::Providers};

/// What the sessions of a namespace, or of a pattern of namespaces, have in common.
pub(crate) struct NamespaceContext {
    /// The name of the namespace, or the pattern.
    pub(crate) name: &'static str,
    pub(crate) max_waiting_answers: usize,
    /// Ping interval and timeout together.
    pub(crate) heartbeat: Duration,
    pub(crate) lifecycle: Arc<Lifecycle>,
    /// What the app decided about errors.
    pub(crate) errors: ErrorPolicy,
    /// What the app measures of the namespace, if it does.
    #[cfg(feature = "metrics")]
    pub(crate) metrics: Option<Arc<NamespaceMetrics>>,
    /// Where methods run that block.
    pub(crate) blocking: Arc<BlockingPool>,
    /// The values that were provided to the app.
    pub(crate) providers: Arc<Providers>,
    /// Set as soon as the protocol server knows the namespace.
    pub(crate) served: OnceLock<Served>,
}

/// The namespaces in which sockets can be.
pub(crate) enum Served {
    /// One namespace.
    Namespace(Arc<Namespace>),
    /// All namespaces that a pattern stands for.
    Pattern(Arc<DynamicNamespaces>),
}

impl NamespaceContext {
    /// Where the handles lead; `None` until the protocol server knows the namespace.
    pub(crate) fn state(&self) -> Option<Destination> {
        Some(match self.served.get()? {
            Served::Namespace(namespace) => Destination::Running(Arc::clone(namespace)),
            Served::Pattern(namespaces) => Destination::Pattern(Arc::clone(namespaces)),
        })
    }

    /// The namespaces that exist.
    pub(crate) fn namespaces(&self) -> Vec<Arc<Namespace>> {
        match self.served.get() {
            Some(Served::Namespace(namespace)) => vec![Arc::clone(namespace)],
            Some(Served::Pattern(namespaces)) => namespaces.all(),
            None => Vec::new(),
        }
    }
}
