//! The adapters of an app, by namespace: socketioxide makes them and does not give them out.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, Weak},
};

use socketioxide_core::adapter::CoreAdapter;

use super::AnyAdapter;
use crate::sync::lock;

/// Filled as namespaces are made. It does not keep the adapters alive.
#[derive(Clone, Default)]
pub(crate) struct Adapters {
    by_namespace: Arc<Mutex<HashMap<Identity, Weak<AnyAdapter>>>>,
}

/// Which namespace it is of those that had, have and will have the same path.
///
/// A namespace, its adapter and its sockets share one copy of the path, and no two namespaces share
/// one, so where it is tells them apart for as long as any of them exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Identity {
    address: usize,
    length: usize,
}

impl Identity {
    /// Of the namespace that has lent `path`: a copy of the text is of no use.
    pub(crate) fn of(path: &str) -> Self {
        Self {
            address: path.as_ptr().addr(),
            length: path.len(),
        }
    }
}

impl Adapters {
    pub(super) fn insert(&self, adapter: &Arc<AnyAdapter>) {
        lock(&self.by_namespace).insert(identity(adapter), Arc::downgrade(adapter));
    }

    /// Forgets an adapter that is closed or dropped.
    pub(super) fn remove(&self, adapter: &AnyAdapter) {
        lock(&self.by_namespace).remove(&identity(adapter));
    }

    /// The adapter of a namespace, while it is open.
    pub(crate) fn get(&self, namespace: Identity) -> Option<Arc<AnyAdapter>> {
        lock(&self.by_namespace).get(&namespace)?.upgrade()
    }
}

fn identity(adapter: &AnyAdapter) -> Identity {
    Identity::of(adapter.get_local().path().as_str())
}
