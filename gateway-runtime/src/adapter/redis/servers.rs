//! The servers of one process.

use std::sync::{Arc, Mutex};

use socketioxide_core::{
    Uid,
    adapter::{CoreAdapter, CoreLocalAdapter},
};
use socketioxide_redis::{CustomRedisAdapter, RedisAdapterCtr};

use super::{link::Link, options::RedisOptions, publisher::Channels};
use crate::{
    adapter::{Emitter, backend::Backend},
    sync::lock,
};

/// A connection for each server of the process: Redis counts servers by their connections.
pub(super) struct Servers {
    options: RedisOptions,
    first: Link,
    /// The links of the servers that were seen, the first one's among them.
    links: Mutex<Vec<(Uid, Link)>>,
}

impl Servers {
    pub(super) fn new(first: Link, options: RedisOptions) -> Self {
        Self {
            options,
            first,
            links: Mutex::default(),
        }
    }

    /// What a namespace shares its rooms through.
    pub(super) fn backend(&self, local: CoreLocalAdapter<Emitter>) -> Backend {
        let link = self.link_of(local.server_id());
        let channels = Channels::new(
            link.clone(),
            &self.options.prefix,
            local.path(),
            local.server_id(),
        );
        let state = RedisAdapterCtr::new_with_driver(link, self.options.config());
        let adapter = CustomRedisAdapter::<Emitter, Link>::new(&state, local);
        Backend::Published {
            adapter: Arc::new(adapter),
            others: Arc::new(channels),
        }
    }

    fn link_of(&self, server: Uid) -> Link {
        let mut links = lock(&self.links);
        if let Some((_, link)) = links.iter().find(|(owner, _)| *owner == server) {
            return link.clone();
        }
        let link = if links.is_empty() {
            self.first.clone()
        } else {
            self.first.another()
        };
        links.push((server, link.clone()));
        link
    }
}
