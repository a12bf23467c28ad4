//! `NodeNamespace` is one namespace that is shared with servers of Node.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::Duration,
};

use futures_util::future::join;

use super::{
    asking::Asked,
    classic::Classic,
    dialect::{Dialect, Parcel},
    sharded::Sharded,
};
use crate::{
    adapter::{
        outage::Unreachable,
        redis::{hold::Hold, language::Language, link::Link, subscription::Subscription},
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
    pub(super) dialect: Box<dyn Dialect>,
    /// How long the other servers may take to answer.
    pub(super) request_timeout: Duration,
    /// What this server has asked the others.
    pub(super) asked: Asked,
    /// Who describes the sockets of this server, and calls the methods of its gateways.
    pub(super) listener: Listener,
    /// Whether it was said that answers are refused.
    has_warned: AtomicBool,
}

impl NodeNamespace {
    /// The namespace with this path, seen from the server `uid`, where `language` is one of those of Node.
    pub(in super::super) fn new(
        link: &Arc<Link>,
        hold: Hold,
        (prefix, path): (&str, &str),
        (language, uid): (Language, &str),
        request_timeout: Duration,
        listener: Listener,
    ) -> Self {
        let dialect: Box<dyn Dialect> = match language {
            Language::NodeSharded => Box::new(Sharded::new(prefix, path, uid)),
            Language::Node | Language::Own => Box::new(Classic::new(prefix, path, uid)),
        };
        Self {
            link: Arc::clone(link),
            hold: Mutex::new(Some(hold)),
            dialect,
            request_timeout,
            asked: Asked::default(),
            listener,
            has_warned: AtomicBool::new(false),
        }
    }

    pub(super) async fn publish(&self, parcel: &Parcel) -> Result<(), Unreachable> {
        let Parcel { channel, message } = parcel;
        let published = self.link.command(async |connection| match channel {
            Subscription::Shard(channel) => connection.publish_sharded(channel, message).await,
            Subscription::Channel(channel) | Subscription::Pattern(channel) => {
                connection.publish(channel, message).await
            }
        });
        published.await
    }

    /// Publishes what another server waits for; says whether Redis has taken it. If Redis is away, the log says so anyway;
    /// if it refuses, the log says so here, once.
    pub(super) async fn publish_answer(&self, parcel: &Parcel) -> bool {
        let Err(error) = self.publish(parcel).await else {
            return true;
        };
        if self.link.check().is_ok() && !self.has_warned.swap(true, Relaxed) {
            tracing::warn!(%error, "other servers wait for answers of this one, which Redis does not take");
        }
        false
    }

    /// How many servers there are.
    pub(super) async fn servers(&self) -> Result<u16, Unreachable> {
        let counted = self.dialect.counted();
        let subscribers = self.link.command(async |connection| match &counted {
            Subscription::Shard(channel) => connection.subscribers_sharded(channel).await,
            Subscription::Channel(channel) | Subscription::Pattern(channel) => {
                connection.subscribers(channel).await
            }
        });
        subscribers.await
    }

    /// Publishes what the other servers have to answer, and says how many they are. The two commands go out together, so
    /// that those are counted who have got it: neither one that comes just then nor one that goes.
    pub(super) async fn publish_and_count(&self, parcel: &Parcel) -> Result<u16, Unreachable> {
        let (published, servers) = join(self.publish(parcel), self.servers()).await;
        published?;
        Ok(servers?.saturating_sub(1))
    }

    /// From now on nothing is received.
    pub(super) fn end(&self) {
        let subscriptions = self.dialect.subscriptions().into_iter();
        for subscription in subscriptions.chain(self.dialect.uncounted()) {
            self.link.inbox.remove(&subscription);
        }
        if let Some(rooms) = self.dialect.followed() {
            rooms.end(&self.link.inbox);
        }
        // The lock is released before the hold is.
        let hold = lock(&self.hold).take();
        drop(hold);
    }
}
