//! `Links` lead from all handles of an app to the namespaces that the app runs.

use std::{
    any::TypeId,
    collections::HashMap,
    sync::{Arc, Mutex},
};

use super::Gateway;
use crate::{
    session::{Lifecycle, Link},
    sync::lock,
};

/// The links of all gateways for which a `Server` handle was made, by gateway type. The builder owns them,
/// then the app: once they are dropped, the handles have nothing left to reach.
#[derive(Default)]
pub(crate) struct Links {
    lifecycle: Arc<Lifecycle>,
    links: Mutex<HashMap<TypeId, Arc<Link>>>,
}

impl Links {
    /// The lifecycle of the app that the links belong to.
    pub(crate) fn lifecycle(&self) -> &Arc<Lifecycle> {
        &self.lifecycle
    }

    /// The link of `G`, which the first call makes.
    pub(crate) fn link<G: Gateway>(&self) -> Arc<Link> {
        self.link_of(TypeId::of::<G>())
    }

    /// The link of the gateway with this type, which the first call makes.
    pub(crate) fn link_of(&self, gateway: TypeId) -> Arc<Link> {
        let mut links = lock(&self.links);
        let link = links
            .entry(gateway)
            .or_insert_with(|| Arc::new(Link::new(Arc::clone(&self.lifecycle))));
        Arc::clone(link)
    }
}

/// Tells the handles that the app has ended: it was dropped, did not start, or was never built.
impl Drop for Links {
    fn drop(&mut self) {
        self.lifecycle.end_handles();
    }
}
