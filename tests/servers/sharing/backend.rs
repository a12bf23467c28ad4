//! `chosen` is what a server shares rooms through: `REDIS_URL`, or `REDIS_CLUSTER_URLS` with commas between
//! them, or nothing.

use std::env;

use gateway_runtime::prelude::*;
use gateway_runtime::{InMemoryAdapter, RedisAdapter, RedisClusterAdapter, WebSocketAdapter};

use crate::options;

pub(crate) async fn chosen() -> Result<Box<dyn WebSocketAdapter>, AppError> {
    if let Ok(url) = env::var("REDIS_URL") {
        let adapter = RedisAdapter::connect_with(url, options::chosen()).await?;
        return Ok(Box::new(adapter));
    }
    if let Ok(urls) = env::var("REDIS_CLUSTER_URLS") {
        let adapter = RedisClusterAdapter::connect_with(urls.split(','), options::chosen()).await?;
        return Ok(Box::new(adapter));
    }
    Ok(Box::new(InMemoryAdapter))
}
