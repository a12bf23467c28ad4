//! `WebSocketAdapter`, which decides ports, options and sharing for an app, and the adapters that share
//! rooms between servers.

#[cfg(any(feature = "mongodb", feature = "postgres", feature = "redis"))]
mod address;
#[cfg(feature = "mongodb")]
mod mongodb;
mod outage;
#[cfg(feature = "postgres")]
mod postgres;
mod protocol;
#[cfg(feature = "redis")]
mod redis;
mod sharing;
#[cfg(any(feature = "mongodb", feature = "postgres", feature = "redis"))]
mod start_up;
mod websocket_adapter;

#[cfg(feature = "mongodb")]
pub use mongodb::MongodbAdapter;
pub use outage::SharingHealth;
#[cfg(feature = "postgres")]
pub use postgres::PostgresAdapter;
#[cfg(test)]
pub(crate) use protocol::Backends;
pub(crate) use protocol::{Adapters, Identity, RawSocket};
pub use protocol::{AnyAdapter, SocketioxideEmitter};
#[cfg(feature = "redis-cluster")]
pub use redis::RedisClusterAdapter;
#[cfg(feature = "redis")]
pub use redis::{Emitter as RedisEmitter, RedisAdapter, RedisOptions};
pub use sharing::Sharing;
pub use websocket_adapter::{InMemoryAdapter, WebSocketAdapter};
