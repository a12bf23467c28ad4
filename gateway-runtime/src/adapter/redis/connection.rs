//! One connection to Redis, as far as it lives.

use std::{sync::Arc, time::Duration};

use redis::{
    AsyncCommands as _, AsyncConnectionConfig, Client, RedisError, Value,
    aio::MultiplexedConnection, cmd,
};
use tokio::time::timeout;

use super::inbox::Inbox;
use crate::adapter::publisher::Unreachable;

/// How long a connection may take to be made, with everything that it is subscribed to.
const CONNECT: Duration = Duration::from_secs(2);

/// What is connected to.
#[derive(Clone)]
pub(super) enum Target {
    Single(Client),
}

/// One connection. When its last clone is dropped, it is closed.
#[derive(Clone)]
pub(super) enum Connection {
    Single(MultiplexedConnection),
}

impl Target {
    /// A connection that is listened to, subscribed to all channels of `inbox`.
    pub(super) async fn connect(&self, inbox: &Arc<Inbox>) -> Result<Connection, Unreachable> {
        match timeout(CONNECT, self.open(inbox)).await {
            Ok(Ok(connection)) => Ok(connection),
            Ok(Err(error)) => Err(Unreachable::because(&error)),
            Err(_) => Err(Unreachable::silent()),
        }
    }

    async fn open(&self, inbox: &Arc<Inbox>) -> Result<Connection, RedisError> {
        let generation = inbox.next_generation();
        let listener = Arc::clone(inbox);
        let listen = move |push| {
            listener.receive(generation, push);
            Ok::<(), std::convert::Infallible>(())
        };
        let connection = match self {
            Self::Single(client) => {
                // How long an answer may take is decided where it is waited for.
                let config = AsyncConnectionConfig::new()
                    .set_connection_timeout(None)
                    .set_response_timeout(None)
                    .set_push_sender(listen);
                Connection::Single(
                    client
                        .get_multiplexed_async_connection_with_config(&config)
                        .await?,
                )
            }
        };
        // A server that still loads its data answers this with an error.
        connection.ping().await?;
        connection.subscribe(&inbox.channels()).await?;
        Ok(connection)
    }
}

impl Connection {
    pub(super) async fn ping(&self) -> Result<(), RedisError> {
        match self {
            Self::Single(connection) => {
                let mut connection = connection.clone();
                cmd("PING").query_async(&mut connection).await
            }
        }
    }

    pub(super) async fn publish(&self, channel: &str, message: &[u8]) -> Result<(), RedisError> {
        match self {
            Self::Single(connection) => {
                let mut connection = connection.clone();
                connection.publish::<_, _, Value>(channel, message).await?;
                Ok(())
            }
        }
    }

    pub(super) async fn subscribe(&self, channels: &[String]) -> Result<(), RedisError> {
        if channels.is_empty() {
            return Ok(());
        }
        match self {
            Self::Single(connection) => connection.clone().subscribe(channels).await,
        }
    }

    pub(super) async fn unsubscribe(&self, channel: &str) -> Result<(), RedisError> {
        match self {
            Self::Single(connection) => connection.clone().unsubscribe(channel).await,
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
        }
    }
}
