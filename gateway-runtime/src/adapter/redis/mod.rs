//! Rooms shared through Redis.

mod address;
mod channels;
#[cfg(feature = "redis-cluster")]
mod cluster;
#[cfg(feature = "redis-cluster")]
mod cluster_adapter;
mod connection;
mod driver;
mod emitter;
mod inbox;
mod link;
mod options;
mod servers;
mod supervisor;

#[cfg(feature = "redis-cluster")]
pub use cluster_adapter::RedisClusterAdapter;
pub use emitter::Emitter;
pub use options::RedisOptions;

use std::fmt;

use redis::Client;

use self::{connection::Target, link::LinkOwner};
use super::{AdapterChoice, Sharing, SharingHealth, WebSocketAdapter, address::masked};
use crate::error::AppError;

/// Shares rooms between servers through Redis: every verb of [`Server`](crate::handles::Server) and
/// [`Broadcast`](crate::handles::Broadcast) reaches the clients of all servers that use the same Redis and
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
/// It needs Redis 6 or later, or Valkey. When Redis goes away, this server's clients are served as
/// before; a broadcast reaches them at once, and its [`Delivery`](crate::handles::Delivery) says that it was
/// not shared. Nothing waits for Redis longer than half a second, and nothing at all once it is known
/// to be away; what was not shared is not sent later. The adapter reconnects by itself, for ever, and
/// the servers hear one another again within about a second after Redis is back. The log has one line
/// when Redis goes away and one when it is back.
#[derive(Clone)]
pub struct RedisAdapter {
    health: SharingHealth,
    choice: AdapterChoice,
}

impl RedisAdapter {
    /// Connects to `url`: `redis://user:password@host:6379/0`, or `rediss://` for TLS, which the
    /// `redis` crate has to be compiled with.
    ///
    /// # Errors
    /// [`AppError`] that names the address, without its credentials, if it is none or if Redis cannot
    /// be reached within two seconds.
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
        let (choice, health) = servers::choice(link(url.as_ref()).await?, options);
        Ok(Self { health, choice })
    }

    /// Whether Redis can be reached.
    #[must_use]
    pub fn health(&self) -> SharingHealth {
        self.health.clone()
    }
}

impl WebSocketAdapter for RedisAdapter {
    fn sharing(&self) -> Sharing {
        Sharing::of(self.choice.clone())
    }
}

impl fmt::Debug for RedisAdapter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisAdapter")
            .field("health", &self.health)
            .finish_non_exhaustive()
    }
}

/// The way to the Redis server at `url`.
async fn link(url: &str) -> Result<LinkOwner, AppError> {
    let failed = |problem| AppError::one(super::STAGE, problem);
    let address = masked(url);
    let info = address::parsed(url).map_err(failed)?;
    let client = Client::open(info).map_err(|error| failed(format!("`{address}`: {error}")))?;
    LinkOwner::connect(Target::Single(client), address.clone())
        .await
        .map_err(|error| failed(format!("Redis at `{address}` cannot be reached: {error}")))
}
