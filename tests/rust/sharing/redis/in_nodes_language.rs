//! Rooms are shared between servers of ours that speak the language of Node's servers: the tests of `main` once more.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy does not see that these files are a test"
)]

mod emitters;
mod language;
mod lifetimes;
mod log;
#[path = "../node.rs"]
mod node;
mod outages;
#[expect(dead_code, reason = "clusters need more of it")]
mod redis;
#[path = "../../support/mod.rs"]
mod support;
mod traffic;
mod verbs;

use gateway_runtime::RedisOptions;

use node::Node;
use redis::Redis;

/// The options of the servers, and what the names of their channels begin with.
fn options() -> RedisOptions {
    RedisOptions::new().node_compatible()
}

const PREFIX: &str = "socket.io";
/// The channel of what everybody hears, and `["news", 1]` in `MessagePack` there.
const EVENTS: &str = "socket.io#/shared#";
const PACKED_NEWS: &[u8] = b"\x92\xa4news\x01";
