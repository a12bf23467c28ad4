//! `NodeNamespace` is one namespace that is shared with servers of Node.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use super::{asking::Asked, names::Names};
use crate::{
    adapter::{
        outage::Unreachable,
        redis::{hold::Hold, link::Link},
    },
    protocol::Listener,
    sync::lock,
};

/// Who an emitter of Node is.
pub(in super::super) const EMITTER: &str = "emitter";

/// What this server knows of the others, and how it reaches them.
pub(in super::super) struct NodeNamespace {
    pub(super) link: Arc<Link>,
    /// `None` when the namespace is closed.
    hold: Mutex<Option<Hold>>,
    pub(super) names: Names,
    /// This server.
    pub(super) uid: String,
    /// How long the other servers may take to answer.
    pub(super) request_timeout: Duration,
    /// What this server has asked the others.
    pub(super) asked: Asked,
    /// Who describes the sockets of this server, and calls the methods of its gateways.
    pub(super) listener: Listener,
}

impl NodeNamespace {
    /// The namespace with this path, seen from the server `uid`.
    pub(in super::super) fn new(
        link: &Arc<Link>,
        hold: Hold,
        names: (&str, &str),
        uid: String,
        request_timeout: Duration,
        listener: Listener,
    ) -> Self {
        let (prefix, path) = names;
        Self {
            link: Arc::clone(link),
            hold: Mutex::new(Some(hold)),
            names: Names::new(prefix, path, &uid),
            uid,
            request_timeout,
            asked: Asked::default(),
            listener,
        }
    }

    pub(super) async fn publish(&self, channel: &str, message: &[u8]) -> Result<(), Unreachable> {
        let published = self
            .link
            .command(async |connection| connection.publish(channel, message).await);
        published.await
    }

    /// How many servers there are.
    pub(super) async fn servers(&self) -> Result<u16, Unreachable> {
        let subscribers = self
            .link
            .command(async |connection| connection.subscribers(&self.names.requests).await);
        subscribers.await
    }

    /// From now on nothing is received.
    pub(super) fn end(&self) {
        for subscription in self.names.subscriptions() {
            self.link.inbox.remove(&subscription);
        }
        self.link.inbox.remove(&self.names.requests_uncounted());
        // The lock is released before the hold is.
        let hold = lock(&self.hold).take();
        drop(hold);
    }
}
