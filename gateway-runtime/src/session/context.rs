//! `NamespaceContext` is what a session needs to know of its namespace, or of the pattern that its namespace
//! is one of.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use super::{
    dynamic_namespaces::DynamicNamespaces, error_policy::ErrorPolicy, lifecycle::Lifecycle,
    link::Destination, namespace::Namespace,
};
use crate::providers::Providers;

/// What the sessions of a namespace, or of a pattern of namespaces, have in common.
pub(crate) struct NamespaceContext {
    /// The namespace, or its pattern.
    pub(crate) name: &'static str,
    pub(crate) max_waiting_answers: usize,
    /// Ping interval and timeout together.
    pub(crate) heartbeat: Duration,
    pub(crate) lifecycle: Arc<Lifecycle>,
    /// What the app decided about errors.
    pub(crate) errors: ErrorPolicy,
    /// What was provided to the app.
    pub(crate) providers: Arc<Providers>,
    /// Set as soon as the protocol server knows the namespace.
    pub(crate) served: OnceLock<Served>,
}

/// Where sockets can be.
pub(crate) enum Served {
    /// In one namespace.
    Namespace(Arc<Namespace>),
    /// In each of those that a pattern stands for.
    Pattern(Arc<DynamicNamespaces>),
}

impl NamespaceContext {
    /// What handles reach.
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
