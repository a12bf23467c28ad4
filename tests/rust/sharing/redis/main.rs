//! Rooms are shared between servers, through a real Redis.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy does not see that these files are a test"
)]

mod cluster;
mod clusters;
mod emitters;
mod language;
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

use gateway_runtime::RedisOptions;

use node::Node;
use redis::Redis;

/// The options of the servers, and what the names of their channels begin with.
fn options() -> RedisOptions {
    RedisOptions::new()
}

const PREFIX: &str = "gateway";
/// The channel of what everybody hears, and `["news", 1]` in `MessagePack` there: servers write bytes as a list of numbers.
const EVENTS: &str = "gateway-request#/shared#";
const PACKED_NEWS: &[u8] = b"\x97\xcc\x92\xcc\xa4news\x01";
