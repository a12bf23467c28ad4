//! The journal of a server under test: what happened, one line of JSON on stdout each. Stdout outlives the
//! connections and the server.

use gateway_runtime::prelude::*;
use serde_json::{Value, json};

/// Prints `entry` as one line.
pub fn note(entry: &Value) {
    println!("{entry}");
}

/// Notes that `socket` has reached a hook of `gateway`, or something in it.
pub fn reached(gateway: &str, what: &str, socket: &Socket) {
    note(&json!({ "gateway": gateway, "what": what, "id": socket.id() }));
}

/// Notes that the disconnect hook of `gateway` is done.
pub fn left(gateway: &str, socket: &Socket, reason: DisconnectReason) {
    note(&json!({
        "gateway": gateway,
        "what": "left",
        "id": socket.id(),
        "reason": reason.to_string(),
        "rooms": socket.rooms(),
    }));
}
