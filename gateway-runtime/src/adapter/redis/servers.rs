//! The servers of one process.

use std::sync::{Arc, Mutex};

use socketioxide_core::{
    Uid,
    adapter::{CoreAdapter, CoreLocalAdapter},
};
use socketioxide_redis::{CustomRedisAdapter, RedisAdapterCtr};

use super::{
    channels::{Channels, Hold},
    connection::Target,
    driver::LinkDriver,
    link::LinkOwner,
    options::RedisOptions,
};
use crate::{
    adapter::{AdapterChoice, Emitter, SharingHealth, backend::Backend, status::Status},
    sync::lock,
};

/// What the namespaces of an app share their rooms through.
pub(super) fn choice(first: LinkOwner, options: RedisOptions) -> (AdapterChoice, SharingHealth) {
    let health = first.link().status.health();
    let servers = Arc::new(Servers::new(first, options));
    let factory = move |local| servers.backend(local);
    (AdapterChoice::made_by(factory, health.clone()), health)
}

/// A connection for each server of the process, since Redis counts servers by their connections.
///
/// They are kept here, and not with the namespaces, so that they end when the server is closed,
/// whoever still holds a handle to it.
pub(super) struct Servers {
    options: RedisOptions,
    target: Target,
    status: Arc<Status>,
    /// Made at start-up, for the first server.
    first: Mutex<Option<LinkOwner>>,
    links: Mutex<Vec<OfServer>>,
}

struct OfServer {
    server: Uid,
    link: LinkOwner,
    /// How many namespaces are open.
    namespaces: usize,
}

impl Servers {
    fn new(first: LinkOwner, options: RedisOptions) -> Self {
        let link = first.link();
        Self {
            options,
            target: link.target.clone(),
            status: Arc::clone(&link.status),
            first: Mutex::new(Some(first)),
            links: Mutex::default(),
        }
    }

    /// What a namespace shares its rooms through.
    fn backend(self: &Arc<Self>, local: CoreLocalAdapter<Emitter>) -> Backend {
        let server = local.server_id();
        let link = self.enter(server);
        let hold = Hold::Server(Arc::clone(self), server);
        let prefix = self.target.prefix(&self.options.prefix, local.path());
        let config = self.options.config().with_prefix(prefix.clone());
        let channels = Channels::new(&link, hold, prefix, local.path(), server);
        let driver = LinkDriver(Arc::clone(link.link()));
        let state = RedisAdapterCtr::new_with_driver(driver, config);
        let adapter = CustomRedisAdapter::<Emitter, LinkDriver>::new(&state, local);
        Backend::Published {
            adapter: Arc::new(adapter),
            others: Arc::new(channels),
        }
    }

    /// The link of a server, which has one namespace more.
    fn enter(&self, server: Uid) -> LinkOwner {
        let mut links = lock(&self.links);
        if let Some(known) = links.iter_mut().find(|known| known.server == server) {
            known.namespaces += 1;
            return known.link.clone();
        }
        let link = lock(&self.first).take().unwrap_or_else(|| {
            LinkOwner::connecting(self.target.clone(), Arc::clone(&self.status))
        });
        links.push(OfServer {
            server,
            link: link.clone(),
            namespaces: 1,
        });
        link
    }

    /// A server has one namespace less; without any it needs no connection.
    pub(super) fn leave(&self, server: Uid) {
        let mut links = lock(&self.links);
        if let Some(known) = links.iter_mut().find(|known| known.server == server) {
            known.namespaces -= 1;
        }
        links.retain(|known| known.namespaces > 0);
    }
}
