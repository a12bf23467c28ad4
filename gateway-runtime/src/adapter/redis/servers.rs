//! `Servers` has a connection for each server of the process, since Redis counts servers by their
//! connections.

use std::sync::{Arc, Mutex};

use socketioxide_core::Uid;

use super::{connection::Target, link::Link, link_owner::LinkOwner};
use crate::{adapter::outage::Status, sync::lock};

/// The links of all servers.
///
/// The links are kept here, and not with the namespaces, so that a link ends when its server is closed,
/// even while somebody still holds a handle to the server.
pub(super) struct Servers {
    target: Target,
    status: Arc<Status>,
    /// Where each of the servers listens to emitters of Python.
    python_channel: Option<String>,
    /// Made at start-up, for the first server.
    first: Mutex<Option<LinkOwner>>,
    links: Mutex<Vec<ServerLink>>,
}

struct ServerLink {
    server: Uid,
    link: LinkOwner,
    /// How many namespaces are open.
    namespaces: usize,
}

/// One namespace of a server. A server without namespaces needs no connection.
pub(super) struct Membership {
    servers: Arc<Servers>,
    server: Uid,
}

impl Servers {
    pub(super) fn new(first: LinkOwner) -> Self {
        let link = first.link();
        Self {
            target: link.target.clone(),
            status: Arc::clone(link.status()),
            python_channel: link
                .python
                .as_ref()
                .map(|python| python.channel().to_owned()),
            first: Mutex::new(Some(first)),
            links: Mutex::default(),
        }
    }

    /// The link of a server, which has one namespace more until the membership is dropped.
    pub(super) fn enter(self: &Arc<Self>, server: Uid) -> (Arc<Link>, Membership) {
        let membership = Membership {
            servers: Arc::clone(self),
            server,
        };
        let mut links = lock(&self.links);
        if let Some(known) = links.iter_mut().find(|known| known.server == server) {
            known.namespaces += 1;
            return (Arc::clone(known.link.link()), membership);
        }
        let owner = lock(&self.first).take().unwrap_or_else(|| {
            let channel = self.python_channel.as_deref();
            LinkOwner::connecting(self.target.clone(), channel, Arc::clone(&self.status))
        });
        let link = Arc::clone(owner.link());
        links.push(ServerLink {
            server,
            link: owner,
            namespaces: 1,
        });
        (link, membership)
    }
}

impl Drop for Membership {
    fn drop(&mut self) {
        let mut links = lock(&self.servers.links);
        if let Some(known) = links.iter_mut().find(|known| known.server == self.server) {
            known.namespaces -= 1;
        }
        links.retain(|known| known.namespaces > 0);
    }
}
