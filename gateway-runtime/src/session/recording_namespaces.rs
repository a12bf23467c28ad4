//! `RecordingNamespaces` are the namespaces that one pattern stands for, of a server that runs nowhere: each is made when a
//! handle first leads to it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use matchit::{InsertError, Router};

use super::{lifecycle::Lifecycle, namespace::Namespace};
use crate::{protocol, sync::lock};

/// The namespaces of one pattern that were asked for.
pub(crate) struct RecordingNamespaces {
    pattern: &'static str,
    router: Router<()>,
    server: protocol::Server,
    lifecycle: Arc<Lifecycle>,
    by_path: Mutex<HashMap<String, Arc<Namespace>>>,
}

impl RecordingNamespaces {
    /// A pattern of whose namespaces none was asked for.
    ///
    /// # Errors
    /// The pattern is not valid.
    pub(crate) fn new(
        pattern: &'static str,
        server: protocol::Server,
        lifecycle: Arc<Lifecycle>,
    ) -> Result<Self, InsertError> {
        let mut router = Router::new();
        router.insert(pattern, ())?;
        Ok(Self {
            pattern,
            router,
            server,
            lifecycle,
            by_path: Mutex::default(),
        })
    }

    /// The pattern as it is written, with its leading slash.
    pub(crate) fn pattern(&self) -> &str {
        self.pattern
    }

    /// Whether the pattern stands for `path`.
    pub(crate) fn matches(&self, path: &str) -> bool {
        self.router.at(path).is_ok()
    }

    /// The namespace `path`, which the first call makes.
    pub(crate) fn get(&self, path: &str) -> Option<Arc<Namespace>> {
        let mut namespaces = lock(&self.by_path);
        if let Some(namespace) = namespaces.get(path) {
            return Some(Arc::clone(namespace));
        }
        let protocol = self.server.make(path.to_owned())?;
        let lifecycle = Arc::clone(&self.lifecycle);
        let namespace = Namespace::new(protocol, self.pattern, Vec::new(), lifecycle);
        let namespace = Arc::new(namespace);
        namespaces.insert(path.to_owned(), Arc::clone(&namespace));
        Some(namespace)
    }
}
