//! `adapter`, `emitter` and `Node::start` connect in the language in which this binary runs the tests.

use gateway_runtime::{Emitter, RedisAdapter};

use crate::{Node, Redis, options};

pub(crate) async fn adapter(redis: &Redis) -> RedisAdapter {
    let adapter = RedisAdapter::connect_with(redis.url(), options());
    adapter.await.expect("connects")
}

pub(crate) async fn emitter(redis: &Redis) -> Emitter {
    let emitter = Emitter::connect_with(redis.url(), options());
    emitter.await.expect("connects")
}

impl Node {
    /// Connects the server to `redis`.
    pub(crate) async fn start(redis: &Redis, name: &str) -> Self {
        Self::with(adapter(redis).await, name).await
    }

    pub(crate) async fn with(adapter: RedisAdapter, name: &str) -> Self {
        let health = adapter.health();
        Self::sharing(adapter, health, name).await
    }
}
