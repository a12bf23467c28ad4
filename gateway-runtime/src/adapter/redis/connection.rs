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
        // A server that still loads its data answers the ping with an error.
        connection.ping(inbox).await?;
        connection.subscribe(&inbox.subscriptions()).await?;
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
    /// An error unless every node answers that has one of the subscriptions of `inbox`.
    pub(super) async fn ping(&self, inbox: &Inbox) -> Result<(), RedisError> {
        match self {
            Self::Single(connection) => {
                let _ = inbox;
                let mut connection = connection.clone();
                cmd("PING").query_async(&mut connection).await
            }
            #[cfg(feature = "redis-cluster")]
            Self::Cluster(session) => session.ping(&channels(&inbox.subscriptions())).await,
            #[cfg(feature = "testing")]
            Self::Bus(session) => session.ping().await,
        }
    }

    /// Publishes on a plain channel.
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

    /// Publishes on a sharded channel.
    pub(super) async fn publish_sharded(
        &self,
        channel: &str,
        message: &[u8],
    ) -> Result<(), RedisError> {
        match self {
            Self::Single(connection) => {
                let mut connection = connection.clone();
                connection.spublish::<_, _, Value>(channel, message).await?;
                Ok(())
            }
            // All channels are sharded there, or all are the same.
            #[cfg(any(feature = "redis-cluster", feature = "testing"))]
            _ => self.publish(channel, message).await,
        }
    }

    /// Listens to all of them, to plain channels last.
    pub(super) async fn subscribe(&self, subscriptions: &[Subscription]) -> Result<(), RedisError> {
        match self {
            Self::Single(connection) => subscribe(&mut connection.clone(), subscriptions).await,
            #[cfg(feature = "redis-cluster")]
            Self::Cluster(session) => session.subscribe(&channels(subscriptions)).await,
            #[cfg(feature = "testing")]
            Self::Bus(session) => session.subscribe(&channels(subscriptions)).await,
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
            (Self::Single(connection), Subscription::Shard(channel)) => {
                sharded(&mut connection.clone(), "SUNSUBSCRIBE", &[channel]).await
            }
            #[cfg(feature = "redis-cluster")]
            (Self::Cluster(session), Subscription::Channel(channel)) => {
                session.unsubscribe(channel).await
            }
            #[cfg(feature = "testing")]
            (Self::Bus(session), Subscription::Channel(channel)) => {
                session.unsubscribe(channel).await
            }
            // Neither is ever subscribed to there.
            #[cfg(any(feature = "redis-cluster", feature = "testing"))]
            (_, Subscription::Pattern(_) | Subscription::Shard(_)) => Ok(()),
        }
    }

    /// How many connections are subscribed to a plain channel.
    pub(super) async fn subscribers(&self, channel: &str) -> Result<u16, RedisError> {
        match self {
            Self::Single(connection) => counted(connection, "NUMSUB", channel).await,
            #[cfg(feature = "redis-cluster")]
            Self::Cluster(session) => session.subscribers(channel).await,
            #[cfg(feature = "testing")]
            Self::Bus(session) => session.subscribers(channel).await,
        }
    }

    /// How many connections are subscribed to a sharded channel.
    pub(super) async fn subscribers_sharded(&self, channel: &str) -> Result<u16, RedisError> {
        match self {
            Self::Single(connection) => counted(connection, "SHARDNUMSUB", channel).await,
            #[cfg(any(feature = "redis-cluster", feature = "testing"))]
            _ => self.subscribers(channel).await,
        }
    }
}

async fn subscribe(
    connection: &mut MultiplexedConnection,
    subscriptions: &[Subscription],
) -> Result<(), RedisError> {
    let patterns = patterns(subscriptions);
    if !patterns.is_empty() {
        connection.psubscribe(patterns).await?;
    }
    sharded(connection, "SSUBSCRIBE", &shards(subscriptions)).await?;
    let channels = channels(subscriptions);
    if !channels.is_empty() {
        connection.subscribe(channels).await?;
    }
    Ok(())
}

async fn counted(
    connection: &MultiplexedConnection,
    what: &str,
    channel: &str,
) -> Result<u16, RedisError> {
    let mut connection = connection.clone();
    let (_, count): (String, u16) = cmd("PUBSUB")
        .arg(what)
        .arg(channel)
        .query_async(&mut connection)
        .await?;
    Ok(count)
}

/// Subscribes to sharded channels, or unsubscribes: a command for each, since each confirms one.
async fn sharded(
    connection: &mut MultiplexedConnection,
    command: &str,
    channels: &[impl AsRef<str>],
) -> Result<(), RedisError> {
    if channels.is_empty() {
        return Ok(());
    }
    let mut commands = redis::pipe();
    for channel in channels {
        commands.cmd(command).arg(channel.as_ref());
    }
    commands.query_async::<Vec<Value>>(connection).await?;
    Ok(())
}

/// The names of those that are channels.
fn channels(subscriptions: &[Subscription]) -> Vec<&str> {
    let channels = subscriptions.iter().filter_map(|one| match one {
        Subscription::Channel(channel) => Some(channel.as_str()),
        Subscription::Pattern(_) | Subscription::Shard(_) => None,
    });
    channels.collect()
}

/// The texts of those that are patterns.
fn patterns(subscriptions: &[Subscription]) -> Vec<&str> {
    let patterns = subscriptions.iter().filter_map(|one| match one {
        Subscription::Pattern(pattern) => Some(pattern.as_str()),
        Subscription::Channel(_) | Subscription::Shard(_) => None,
    });
    patterns.collect()
}

/// The names of those that are sharded channels.
fn shards(subscriptions: &[Subscription]) -> Vec<&str> {
    let shards = subscriptions.iter().filter_map(|one| match one {
        Subscription::Shard(channel) => Some(channel.as_str()),
        Subscription::Channel(_) | Subscription::Pattern(_) => None,
    });
    shards.collect()
}
