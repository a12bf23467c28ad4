//! `ByNamespace` finds what an app made for each of its namespaces: socketioxide makes adapters and
//! does not hand them out.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, Weak},
};

use crate::sync::lock;

/// What was made for each namespace. It is not kept alive by being listed here.
pub(crate) struct ByNamespace<T> {
    made: Mutex<HashMap<Identity, Weak<T>>>,
}

/// Tells a namespace from those that had, have and will have the same path.
///
/// A namespace, its adapter and its sockets share one copy of the path, and no two namespaces share
/// one, so the address of the copy tells them apart for as long as any of them exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Identity {
    address: usize,
    length: usize,
}

impl Identity {
    /// Of the namespace that has lent `path`: another copy of the text tells nothing.
    pub(crate) fn of(path: &str) -> Self {
        Self {
            address: path.as_ptr().addr(),
            length: path.len(),
        }
    }
}

impl<T> ByNamespace<T> {
    pub(super) fn insert(&self, namespace: Identity, made: &Arc<T>) {
        lock(&self.made).insert(namespace, Arc::downgrade(made));
    }

    /// Forgets what was made for a namespace that is closed.
    pub(super) fn remove(&self, namespace: Identity) {
        lock(&self.made).remove(&namespace);
    }

    /// What was made for a namespace, while the namespace is open.
    pub(crate) fn get(&self, namespace: Identity) -> Option<Arc<T>> {
        lock(&self.made).get(&namespace)?.upgrade()
    }
}

impl<T> Default for ByNamespace<T> {
    fn default() -> Self {
        Self {
            made: Mutex::default(),
        }
    }
}
