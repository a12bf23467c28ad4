//! Rooms are shared between servers, through a real Redis.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy does not see that these files are a test"
)]

mod cluster;
mod clusters;
mod emitters;
mod lifetimes;
mod log;
#[path = "../node.rs"]
mod node;
mod outages;
mod python;
mod redis;
mod start_up;
#[path = "../../support/mod.rs"]
mod support;
mod traffic;
mod verbs;

use gateway_runtime::RedisAdapter;

use node::Node;
use redis::Redis;

impl Node {
    /// Connects the server to `redis`.
    async fn start(redis: &Redis, name: &str) -> Self {
        let adapter = RedisAdapter::connect(redis.url()).await.expect("connects");
        Self::with(adapter, name).await
    }

    async fn with(adapter: RedisAdapter, name: &str) -> Self {
        let health = adapter.health();
        Self::sharing(adapter, health, name).await
    }
}
