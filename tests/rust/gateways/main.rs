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

mod admin_ui;
mod answers;
mod blocking;
mod bodies;
mod close;
mod connection_hook;
mod deadline;
mod disconnect_hook;
mod drain;
mod dynamic_namespaces;
mod enhancers;
mod error_delivery;
mod errors;
mod events;
mod flood;
mod from_text;
mod ghosts;
mod handshake;
mod health;
mod in_flight;
mod init_hook;
mod journal;
mod keeping_out;
mod last_polls;
#[path = "../support/log.rs"]
mod log;
mod logged;
mod metrics;
mod order;
mod own_errors;
mod packets;
mod panics;
mod per_connection;
mod pipeline;
mod reserved_events;
mod rooms;
mod shared_namespace;
mod shutdown;
mod start_order;
mod streams;
mod timeouts;
mod told;
mod unknown_events;
mod validation;
mod way;
mod without_client;
