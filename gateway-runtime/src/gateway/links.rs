//! `Links` are the ways from all handles of an app to the namespaces that it runs.

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

/// The links of all gateways that a `Server` was asked for, by gateway type. The builder has them, then
/// the app: with them ends what the handles are for.
#[derive(Default)]
pub(crate) struct Links {
    lifecycle: Arc<Lifecycle>,
    links: Mutex<HashMap<TypeId, Arc<Link>>>,
}

impl Links {
    /// How far the app is that the links belong to.
    pub(crate) fn lifecycle(&self) -> &Arc<Lifecycle> {
        &self.lifecycle
    }

    /// The link of `G`, made when it is first asked for.
    pub(crate) fn link<G: Gateway>(&self) -> Arc<Link> {
        self.link_of(TypeId::of::<G>())
    }

    /// The link of the gateway with this type.
    pub(crate) fn link_of(&self, gateway: TypeId) -> Arc<Link> {
        let mut links = lock(&self.links);
        let link = links
            .entry(gateway)
            .or_insert_with(|| Arc::new(Link::new(Arc::clone(&self.lifecycle))));
        Arc::clone(link)
    }
}

/// The app was dropped, or did not start, or was never built.
impl Drop for Links {
    fn drop(&mut self) {
        self.lifecycle.end();
    }
}
