//! `RedisAdapter` shares rooms between servers through Redis.

mod address;
mod backend;
#[cfg(feature = "testing")]
mod bus;
mod channels;
#[cfg(feature = "redis-cluster")]
mod cluster;
#[cfg(feature = "redis-cluster")]
mod cluster_adapter;
mod connection;
mod driver;
mod emitting;
mod first_connection;
#[cfg(feature = "__fuzz")]
pub(crate) mod fuzz;
mod hold;
mod inbox;
mod language;
mod link;
mod link_owner;
mod node;
mod options;
mod python;
mod servers;
mod subscription;
mod supervisor;

#[cfg(feature = "testing")]
pub(crate) use bus::{Bus, Participant};
#[cfg(feature = "redis-cluster")]
pub use cluster_adapter::RedisClusterAdapter;
pub(crate) use emitting::EmittingLink;
pub use options::RedisOptions;

use super::{outage::SharingHealth, sharing::Sharing, websocket_adapter::WebSocketAdapter};
use crate::error::AppError;

/// Shares rooms between servers through Redis: every method of [`Server`](crate::Server) and
/// [`Broadcast`](crate::Broadcast) reaches the clients of all servers that use the same Redis and
/// [prefix](RedisOptions::prefix).
///
/// ```no_run
/// use gateway_runtime::{RedisAdapter, prelude::*};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), AppError> {
/// let adapter = RedisAdapter::connect("redis://127.0.0.1:6379").await?;
/// GatewayApp::builder().adapter(adapter).listen("0.0.0.0:3000").await
/// # }
/// ```
///
/// With [`RedisOptions::node_compatible`] or [`RedisOptions::node_compatible_sharded`] these may be servers of socket.io on
/// Node too.
///
/// The adapter needs Redis 6 or later, or Valkey. When Redis goes away, this server's clients are served as
/// before: a broadcast reaches them at once, and its [`Delivery`](crate::Delivery) says that the other servers were
/// not reached. A broadcast waits for Redis half a second at the most, and does not wait once Redis is known to be
/// away. What was not shared is not sent later. The adapter tries to connect again for as long as Redis is away. The
/// servers receive each other's messages again within about a second after Redis is back. The log has one line when
/// Redis goes away and one when it is back.
#[derive(Clone, Debug)]
pub struct RedisAdapter {
    sharing: Sharing,
}

impl RedisAdapter {
    /// Connects to `url`: `redis://user:password@host:6379/0`, or `rediss://` for TLS, which the
    /// `redis` crate has to be compiled with.
    ///
    /// # Errors
    /// [`AppError`] that names the address, without its credentials, if `url` is not a valid address or
    /// if Redis cannot be reached within two seconds.
    pub async fn connect(url: impl AsRef<str>) -> Result<Self, AppError> {
        Self::connect_with(url, RedisOptions::new()).await
    }

    /// [`connect`](Self::connect) with options.
    ///
    /// # Errors
    /// As [`connect`](Self::connect).
    pub async fn connect_with(
        url: impl AsRef<str>,
        options: RedisOptions,
    ) -> Result<Self, AppError> {
        let first =
            first_connection::to_server(url.as_ref(), options.python_channel.as_deref()).await?;
        let sharing = backend::sharing(first, options);
        Ok(Self { sharing })
    }

    /// Whether Redis can be reached.
    #[must_use]
    pub fn health(&self) -> SharingHealth {
        self.sharing.health()
    }
}

impl WebSocketAdapter for RedisAdapter {
    fn sharing(&self) -> Sharing {
        self.sharing.clone()
    }
}
