//! `WebSocketAdapter` decides ports, options and sharing for an app; ready-made adapters share rooms
//! between servers through Redis, PostgreSQL and MongoDB.

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
pub(crate) use protocol::{Adapters, Backends, Identity};
pub use protocol::{AnyAdapter, SocketioxideEmitter};
#[cfg(feature = "redis-cluster")]
pub use redis::RedisClusterAdapter;
#[cfg(feature = "redis")]
pub use redis::{Emitter as RedisEmitter, RedisAdapter, RedisOptions};
pub use sharing::Sharing;
pub use websocket_adapter::{InMemoryAdapter, WebSocketAdapter};
