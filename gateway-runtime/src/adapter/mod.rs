//! Adapters decide ports, options and sharing for an app: [`WebSocketAdapter`] is what a user implements or
//! wraps, and the ready-made ones share rooms between servers through Redis, PostgreSQL and MongoDB.
//!
//! An adapter makes [`Backend`](crate::protocol::Backend)s for the protocol server, one for each namespace.
//! Every backend may die, and `outage` has what they have in common then.

#[cfg(any(feature = "mongodb", feature = "postgres", feature = "redis"))]
mod address;
#[cfg(feature = "mongodb")]
mod mongodb;
mod outage;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "redis")]
mod redis;
mod sharing;
#[cfg(any(feature = "mongodb", feature = "postgres", feature = "redis"))]
mod start_up_error;
mod websocket_adapter;

#[cfg(feature = "mongodb")]
pub use mongodb::MongodbAdapter;
pub use outage::SharingHealth;
#[cfg(feature = "postgres")]
pub use postgres::PostgresAdapter;
#[cfg(feature = "redis")]
pub(crate) use redis::EmittingLink;
#[cfg(feature = "redis-cluster")]
pub use redis::RedisClusterAdapter;
#[cfg(feature = "__fuzz")]
pub(crate) use redis::fuzz;
#[cfg(all(feature = "redis", feature = "testing"))]
pub(crate) use redis::{Bus, Participant};
#[cfg(feature = "redis")]
pub use redis::{RedisAdapter, RedisOptions};
pub use sharing::Sharing;
pub use websocket_adapter::{InMemoryAdapter, WebSocketAdapter};
