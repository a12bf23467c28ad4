//! The adapters of an app, by namespace: socketioxide makes them and does not give them out.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, Weak},
};

use socketioxide_core::adapter::CoreAdapter;

use super::AnyAdapter;
use crate::sync::lock;

/// Filled as namespaces are registered. It does not keep the adapters alive.
#[derive(Clone, Default)]
pub(crate) struct Adapters {
    by_namespace: Arc<Mutex<HashMap<String, Weak<AnyAdapter>>>>,
}

impl Adapters {
    pub(super) fn insert(&self, adapter: &Arc<AnyAdapter>) {
        let path = adapter.get_local().path().to_string();
        lock(&self.by_namespace).insert(path, Arc::downgrade(adapter));
    }

    /// Forgets an adapter that is closed, unless another has taken its place.
    pub(super) fn remove(&self, adapter: &AnyAdapter) {
        let path = adapter.get_local().path();
        let mut by_namespace = lock(&self.by_namespace);
        let is_own = by_namespace
            .get(path.as_str())
            .is_some_and(|known| std::ptr::eq(known.as_ptr(), adapter));
        if is_own {
            by_namespace.remove(path.as_str());
        }
    }

    /// The adapter of a namespace that is registered.
    pub(crate) fn get(&self, namespace: &str) -> Option<Arc<AnyAdapter>> {
        lock(&self.by_namespace).get(namespace)?.upgrade()
    }
}
