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
use super::inbox::Inbox;
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
        let channels = inbox.channels();
        // A server that still loads its data answers the ping with an error.
        connection.ping(&channels).await?;
        connection.subscribe(&channels).await?;
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
    /// An error unless every node answers that has one of `channels`.
    pub(super) async fn ping(&self, channels: &[String]) -> Result<(), RedisError> {
        match self {
            Self::Single(connection) => {
                let _ = channels;
                let mut connection = connection.clone();
                cmd("PING").query_async(&mut connection).await
            }
            #[cfg(feature = "redis-cluster")]
            Self::Cluster(session) => session.ping(channels).await,
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

    pub(super) async fn subscribe(&self, channels: &[String]) -> Result<(), RedisError> {
        match self {
            _ if channels.is_empty() => Ok(()),
            Self::Single(connection) => connection.clone().subscribe(channels).await,
            #[cfg(feature = "redis-cluster")]
            Self::Cluster(session) => session.subscribe(channels).await,
            #[cfg(feature = "testing")]
            Self::Bus(session) => session.subscribe(channels).await,
        }
    }

    pub(super) async fn unsubscribe(&self, channel: &str) -> Result<(), RedisError> {
        match self {
            Self::Single(connection) => connection.clone().unsubscribe(channel).await,
            #[cfg(feature = "redis-cluster")]
            Self::Cluster(session) => session.unsubscribe(channel).await,
            #[cfg(feature = "testing")]
            Self::Bus(session) => session.unsubscribe(channel).await,
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
