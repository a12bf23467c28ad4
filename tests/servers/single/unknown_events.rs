//! `Ignoring` and `Answering` differ in what becomes of events that they do not handle.

use gateway_runtime::prelude::*;

#[websocket_gateway(namespace = "ignoring", ignore_unknown_events)]
struct Ignoring;

#[websocket_gateway]
impl Ignoring {
    #[subscribe_message("known")]
    fn known(&self) -> u8 {
        7
    }
}

/// Says nothing about unknown events, and shares the namespace.
#[websocket_gateway(namespace = "ignoring")]
struct AlsoIgnoring;

#[websocket_gateway]
impl AlsoIgnoring {
    #[subscribe_message("also-known")]
    fn known(&self) -> u8 {
        8
    }
}

/// Answers whatever the app says.
#[websocket_gateway(namespace = "answering", ignore_unknown_events = false)]
struct Answering;

/// Leaves it to the app.
#[websocket_gateway(namespace = "undecided")]
struct Undecided;

#[websocket_gateway]
impl Undecided {
    #[subscribe_message("known")]
    fn known(&self) -> u8 {
        7
    }
}
