//! What happened, on stdout: the only place that outlives the connections and the server.

use gateway_runtime::prelude::*;
use serde_json::{Value, json};

/// Prints `entry` as one line.
pub(crate) fn note(entry: &Value) {
    println!("{entry}");
}

/// A hook of `gateway`, or something in it, was reached by `socket`.
pub(crate) fn reached(gateway: &str, what: &str, socket: &Socket) {
    note(&json!({ "gateway": gateway, "what": what, "id": socket.id() }));
}

/// The disconnect hook of `gateway` is done.
pub(crate) fn left(gateway: &str, socket: &Socket, reason: DisconnectReason) {
    note(&json!({
        "gateway": gateway,
        "what": "left",
        "id": socket.id(),
        "reason": reason.to_string(),
        "rooms": socket.rooms(),
    }));
}
