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

    /// The adapter of a namespace that is registered.
    pub(crate) fn get(&self, namespace: &str) -> Option<Arc<AnyAdapter>> {
        lock(&self.by_namespace).get(namespace)?.upgrade()
    }
}
