//! The metrics are what an app counts and measures of itself, through the facade `metrics`: with the feature
//! `metrics`, and only in an app whose builder says `metrics()`.
//!
//! No label comes from a client. Namespaces and events have the names that the program declares; an event that nobody
//! declares is [`UNKNOWN`]. What the program chooses while it runs, such as the code of an error or the event that it
//! emits, has as many series as [`CountersByName`] allows, and then [`OTHER`].
//!
//! All handles are looked up when the app is built, but for those of such names: a handle that is looked up costs as
//! much as ten that are used.

mod by_name;
mod event_metrics;
mod meter;
mod names;
mod namespace_metrics;

pub(crate) use event_metrics::EventMetrics;
pub(crate) use meter::Meter;
pub(crate) use names::{describe, handshakes_pending, kept_out, sessions, sharing_up, started};
pub(crate) use namespace_metrics::{Broadcast, NamespaceMetrics};

pub(crate) use metrics::{Counter, Gauge};

use std::sync::{Arc, Mutex};

use crate::sync::lock;

/// The event of a message that no method handles.
pub(crate) const UNKNOWN: &str = "unknown";
/// The event of a message that a fallback handles.
pub(crate) const FALLBACK: &str = "fallback";

/// A number of things that are there, as gauges take it.
#[expect(
    clippy::cast_precision_loss,
    reason = "nobody counts as many as an f64 has no number for"
)]
pub(crate) fn as_f64(count: usize) -> f64 {
    count as f64
}

/// The metrics of all namespaces of an app.
#[derive(Default)]
pub(crate) struct AppMetrics {
    namespaces: Mutex<Vec<Arc<NamespaceMetrics>>>,
}

impl AppMetrics {
    /// The metrics of a namespace, by the name that its gateways declare: for dynamic namespaces, that is the pattern.
    pub(crate) fn of(&self, namespace: &str) -> Arc<NamespaceMetrics> {
        self.known(namespace).unwrap_or_else(|| {
            let new = Arc::new(NamespaceMetrics::new(namespace));
            lock(&self.namespaces).push(Arc::clone(&new));
            new
        })
    }

    /// The same, if it was asked for before.
    pub(crate) fn known(&self, namespace: &str) -> Option<Arc<NamespaceMetrics>> {
        let namespaces = lock(&self.namespaces);
        let mut known = namespaces.iter();
        known.find(|one| one.namespace() == namespace).cloned()
    }

    /// The metrics of all namespaces that were asked for.
    pub(crate) fn all(&self) -> Vec<Arc<NamespaceMetrics>> {
        lock(&self.namespaces).clone()
    }
}
