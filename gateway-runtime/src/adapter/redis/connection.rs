//! `Connection` is one connection to Redis, for as long as it lives.

use std::{convert::Infallible, sync::Arc, time::Duration};

use redis::{
    AsyncCommands as _, AsyncConnectionConfig, Client, PushInfo, RedisError, Value,
    aio::MultiplexedConnection, cmd,
};

#[cfg(feature = "testing")]
use super::bus::{BusSession, Participant};
#[cfg(feature = "redis-cluster")]
use super::cluster::{ClusterNodes, ClusterSession};
use super::{inbox::Inbox, subscription::Subscription};
use crate::adapter::outage::{Unreachable, answer_within};

/// How long it may take to connect and to subscribe to every channel.
const CONNECT: Duration = Duration::from_secs(2);

/// The Redis server or cluster to connect to.
#[derive(Clone)]
pub(super) enum Target {
    Single(Client),
    #[cfg(feature = "redis-cluster")]
    Cluster(ClusterNodes),
    /// The test kit's, with no Redis.
    #[cfg(feature = "testing")]
    Bus(Participant),
}

/// One connection to a server, or one to each node of a cluster. It is closed when its last clone is
/// dropped.
#[derive(Clone)]
pub(super) enum Connection {
    Single(MultiplexedConnection),
    #[cfg(feature = "redis-cluster")]
    Cluster(ClusterSession),
    #[cfg(feature = "testing")]
    Bus(BusSession),
}

impl Target {
    /// A connection that is subscribed to all channels of `inbox` and fills it.
    pub(super) async fn connect(&self, inbox: &Arc<Inbox>) -> Result<Connection, Unreachable> {
        answer_within(CONNECT, self.open(inbox)).await
    }

    async fn open(&self, inbox: &Arc<Inbox>) -> Result<Connection, RedisError> {
        let generation = inbox.next_generation();
        let listener = Arc::clone(inbox);
        let listen = move |push: PushInfo| {
            listener.receive(generation, push);
            Ok::<(), Infallible>(())
        };
        let connection = match self {
            Self::Single(client) => {
                // Those that wait for an answer decide how long it may take.
                let config = AsyncConnectionConfig::new()
                    .set_connection_timeout(None)
                    .set_response_timeout(None)
                    .set_push_sender(listen);
                let connected = client.get_multiplexed_async_connection_with_config(&config);
                Connection::Single(connected.await?)
            }
            #[cfg(feature = "redis-cluster")]
            Self::Cluster(nodes) => Connection::Cluster(nodes.connect(listen).await?),
            #[cfg(feature = "testing")]
            Self::Bus(participant) => Connection::Bus(participant.connect(listen).await?),
        };
        let subscriptions = inbox.subscriptions();
        // A server that still loads its data answers the ping with an error.
        connection.ping(&subscriptions).await?;
        connection.subscribe(&subscriptions).await?;
        Ok(connection)
    }

    /// What the names of the channels of a namespace begin with.
    pub(super) fn prefix(&self, prefix: &str, namespace: &str) -> String {
        match self {
            Self::Single(_) => {
                let _ = namespace;
                prefix.to_owned()
            }
            #[cfg(feature = "redis-cluster")]
            Self::Cluster(_) => super::cluster::prefix(prefix, namespace),
            #[cfg(feature = "testing")]
            Self::Bus(_) => prefix.to_owned(),
        }
    }
}

impl Connection {
    /// An error unless every node answers that has one of `subscriptions`.
    pub(super) async fn ping(&self, subscriptions: &[Subscription]) -> Result<(), RedisError> {
        match self {
            Self::Single(connection) => {
                let _ = subscriptions;
                let mut connection = connection.clone();
                cmd("PING").query_async(&mut connection).await
            }
            #[cfg(feature = "redis-cluster")]
            Self::Cluster(session) => session.ping(&channels(subscriptions)).await,
            #[cfg(feature = "testing")]
            Self::Bus(session) => session.ping().await,
        }
    }

    pub(super) async fn publish(&self, channel: &str, message: &[u8]) -> Result<(), RedisError> {
        match self {
            Self::Single(connection) => {
                let mut connection = connection.clone();
                connection.publish::<_, _, Value>(channel, message).await?;
                Ok(())
            }
            #[cfg(feature = "redis-cluster")]
            Self::Cluster(session) => session.publish(channel, message).await,
            #[cfg(feature = "testing")]
            Self::Bus(session) => session.publish(channel, message).await,
        }
    }

    /// Listens to all of them, to patterns first.
    pub(super) async fn subscribe(&self, subscriptions: &[Subscription]) -> Result<(), RedisError> {
        let channels = channels(subscriptions);
        let patterns = patterns(subscriptions);
        if let Self::Single(connection) = self
            && !patterns.is_empty()
        {
            connection.clone().psubscribe(patterns).await?;
        }
        if channels.is_empty() {
            return Ok(());
        }
        match self {
            Self::Single(connection) => connection.clone().subscribe(channels).await,
            #[cfg(feature = "redis-cluster")]
            Self::Cluster(session) => session.subscribe(&channels).await,
            #[cfg(feature = "testing")]
            Self::Bus(session) => session.subscribe(&channels).await,
        }
    }

    pub(super) async fn unsubscribe(&self, subscription: &Subscription) -> Result<(), RedisError> {
        match (self, subscription) {
            (Self::Single(connection), Subscription::Channel(channel)) => {
                connection.clone().unsubscribe(channel).await
            }
            (Self::Single(connection), Subscription::Pattern(pattern)) => {
                connection.clone().punsubscribe(pattern).await
            }
            #[cfg(feature = "redis-cluster")]
            (Self::Cluster(session), Subscription::Channel(channel)) => {
                session.unsubscribe(channel).await
            }
            #[cfg(feature = "testing")]
            (Self::Bus(session), Subscription::Channel(channel)) => {
                session.unsubscribe(channel).await
            }
            // No pattern is ever subscribed to there.
            #[cfg(any(feature = "redis-cluster", feature = "testing"))]
            (_, Subscription::Pattern(_)) => Ok(()),
        }
    }

    /// How many connections are subscribed to a channel.
    pub(super) async fn subscribers(&self, channel: &str) -> Result<u16, RedisError> {
        match self {
            Self::Single(connection) => {
                let mut connection = connection.clone();
                let (_, count): (String, u16) = cmd("PUBSUB")
                    .arg("NUMSUB")
                    .arg(channel)
                    .query_async(&mut connection)
                    .await?;
                Ok(count)
            }
            #[cfg(feature = "redis-cluster")]
            Self::Cluster(session) => session.subscribers(channel).await,
            #[cfg(feature = "testing")]
            Self::Bus(session) => session.subscribers(channel).await,
        }
    }
}

/// The names of those that are channels.
fn channels(subscriptions: &[Subscription]) -> Vec<&str> {
    let channels = subscriptions.iter().filter_map(|one| match one {
        Subscription::Channel(channel) => Some(channel.as_str()),
        Subscription::Pattern(_) => None,
    });
    channels.collect()
}

/// The texts of those that are patterns.
fn patterns(subscriptions: &[Subscription]) -> Vec<&str> {
    let patterns = subscriptions.iter().filter_map(|one| match one {
        Subscription::Pattern(pattern) => Some(pattern.as_str()),
        Subscription::Channel(_) => None,
    });
    patterns.collect()
}
