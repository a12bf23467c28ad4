//! `LinkDriver` is what the published adapter sends and receives with.

use std::{sync::Arc, time::Duration};

use socketioxide_redis::drivers::{ChanItem, Driver, MessageStream};
use tokio::{sync::mpsc, time::timeout};

use super::{language::Language, link::Link, subscription::Subscription};
use crate::adapter::outage::Unreachable;

/// How long a namespace of a server that starts may wait for a connection.
pub(super) const FIRST_CONNECTION: Duration = Duration::from_secs(3);

/// The driver does not keep the connection: the adapter outlives its server for as long as anybody holds
/// a handle to it.
#[derive(Clone)]
pub(super) struct LinkDriver(pub(super) Arc<Link>);

impl Driver for LinkDriver {
    type Error = Unreachable;

    async fn publish(&self, channel: String, message: Vec<u8>) -> Result<(), Unreachable> {
        let published = self
            .0
            .command(async |connection| connection.publish(&channel, &message).await);
        published.await
    }

    async fn subscribe(
        &self,
        channel: String,
        size: usize,
    ) -> Result<MessageStream<ChanItem>, Unreachable> {
        let (sender, receiver) = mpsc::channel(size);
        // Before Redis knows of the subscription: the first messages would find nobody.
        let subscriptions = [Subscription::Channel(channel)];
        let [subscription] = &subscriptions;
        self.0
            .inbox
            .insert(subscription.clone(), Language::Own, sender);
        // If there is none, the next command says why.
        let _ = timeout(FIRST_CONNECTION, self.0.connected()).await;
        let subscribed = self
            .0
            .command(async |connection| connection.subscribe(&subscriptions).await);
        if let Err(error) = subscribed.await {
            self.0.inbox.remove(subscription);
            return Err(error);
        }
        Ok(MessageStream::new(receiver))
    }

    async fn unsubscribe(&self, channel: String) -> Result<(), Unreachable> {
        let subscription = Subscription::Channel(channel);
        self.0.inbox.remove(&subscription);
        if self.0.check().is_err() {
            // The next connection does not subscribe to the channel.
            return Ok(());
        }
        let unsubscribed = self
            .0
            .command(async |connection| connection.unsubscribe(&subscription).await);
        unsubscribed.await
    }

    async fn num_serv(&self, channel: &str) -> Result<u16, Unreachable> {
        let subscribers = self
            .0
            .command(async |connection| connection.subscribers(channel).await);
        subscribers.await
    }
}
