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
pub use protocol::AnyAdapter;
pub use protocol::SocketioxideEmitter;
pub(crate) use protocol::{Adapters, Backends, Identity};
#[cfg(feature = "redis-cluster")]
pub use redis::RedisClusterAdapter;
#[cfg(feature = "redis")]
pub use redis::{Emitter as RedisEmitter, RedisAdapter, RedisOptions};
pub use sharing::Sharing;
pub use websocket_adapter::{InMemoryAdapter, WebSocketAdapter};
