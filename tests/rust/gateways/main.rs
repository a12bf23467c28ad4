//! What gateways do, seen by clients of the test kit: a file for each theme, with its gateways and its tests.
#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy does not see that these files are a test"
)]
#![allow(
    clippy::needless_pass_by_value,
    clippy::unnecessary_wraps,
    clippy::unused_async,
    clippy::unused_self,
    reason = "the form of a method is what is tested, whatever it does"
)]

mod connection_hook;
mod deadline;
mod disconnect_hook;
mod flood;
mod ghosts;
mod in_flight;
#[path = "../support/log.rs"]
mod log;
mod notes;
mod order;
mod panics;
mod per_connection;
mod pipeline;
mod shutdown;
mod start_order;
mod streams;
mod timeouts;
mod told;
mod way;
