//! `LinkDriver` is what the published adapter sends and receives with.

use std::{sync::Arc, time::Duration};

use socketioxide_redis::drivers::{ChanItem, Driver, MessageStream};
use tokio::{sync::mpsc, time::timeout};

use super::{inbox::Inbox, language::Language, link::Link, subscription::Subscription};
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
        // Until Redis has answered, the others count this server, and wait for its answers.
        let heard = Heard {
            inbox: &self.0.inbox,
            subscription: Subscription::Channel(channel),
        };
        if self.0.check().is_err() {
            // The next connection does not subscribe to the channel.
            return Ok(());
        }
        let unsubscribed = self
            .0
            .command(async |connection| connection.unsubscribe(&heard.subscription).await);
        unsubscribed.await
    }

    async fn num_serv(&self, channel: &str) -> Result<u16, Unreachable> {
        let subscribers = self
            .0
            .command(async |connection| connection.subscribers(channel).await);
        subscribers.await
    }
}

/// A subscription that is heard as long as this is there.
struct Heard<'a> {
    inbox: &'a Inbox,
    subscription: Subscription,
}

impl Drop for Heard<'_> {
    fn drop(&mut self) {
        self.inbox.remove(&self.subscription);
    }
}

#[cfg(all(test, feature = "testing"))]
mod tests {
    use futures_util::{FutureExt as _, StreamExt as _};

    use super::{super::bus::Bus, *};

    const CHANNEL: &str = "requests";

    #[tokio::test]
    async fn a_server_that_leaves_hears_until_it_is_not_counted_any_more() {
        let bus = Bus::default();
        let participant = bus.participant("one that leaves");
        let leaving = participant.link().await.expect("connects");
        let staying = bus.participant("another").link().await.expect("connects");
        let (leaving, staying) = (leaving.link(), staying.link());
        let (leaving, staying) = (
            LinkDriver(Arc::clone(leaving)),
            LinkDriver(Arc::clone(staying)),
        );
        let mut heard = leaving
            .subscribe(CHANNEL.to_owned(), 1)
            .await
            .expect("is connected");

        participant.silence();
        let mut goodbye = std::pin::pin!(leaving.unsubscribe(CHANNEL.to_owned()));
        assert!(goodbye.as_mut().now_or_never().is_none(), "Redis is silent");
        assert_eq!(staying.num_serv(CHANNEL).await.ok(), Some(1));
        let question = staying.publish(CHANNEL.to_owned(), b"?".to_vec());
        question.await.expect("is connected");
        participant.heal();
        goodbye.await.expect("is connected");

        let (_, question) = heard.next().await.expect("was counted");
        assert_eq!(question, b"?");
        assert_eq!(staying.num_serv(CHANNEL).await.ok(), Some(0));
        assert!(heard.next().await.is_none(), "nothing more can come");
    }

    /// Whoever does not wait for the goodbye does not hear either.
    #[tokio::test]
    async fn a_goodbye_that_is_given_up_ends_the_hearing() {
        let bus = Bus::default();
        let participant = bus.participant("one that leaves");
        let leaving = participant.link().await.expect("connects");
        let leaving = LinkDriver(Arc::clone(leaving.link()));
        let mut heard = leaving
            .subscribe(CHANNEL.to_owned(), 1)
            .await
            .expect("is connected");
        participant.silence();
        assert!(
            leaving
                .unsubscribe(CHANNEL.to_owned())
                .now_or_never()
                .is_none()
        );
        assert!(heard.next().await.is_none(), "nothing more can come");
    }
}
