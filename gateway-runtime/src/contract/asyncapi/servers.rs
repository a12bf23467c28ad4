//! `server` is an endpoint, as a server of the document.

use serde_json::{Value, json};

use crate::contract::Endpoint;

/// The content type of messages that are packed with `MessagePack`.
pub(super) const MSGPACK: &str = "application/vnd.msgpack";

pub(super) fn server(endpoint: &Endpoint) -> Value {
    let Endpoint {
        port,
        path,
        transports,
        msgpack,
        ..
    } = endpoint;
    let mut description = format!(
        "Socket.IO over {}. Clients connect with the option `path: \"{path}\"`.",
        transports.join(" and ")
    );
    if *msgpack {
        description.push_str(" Messages are packed with MessagePack: clients need the option `parser` with the package `socket.io-msgpack-parser`.");
    }
    let (host, example, what) = match port {
        Some(port) => (
            format!("{{host}}:{port}"),
            "localhost",
            "The host of the app.",
        ),
        None => (
            "{host}".to_owned(),
            "localhost:3000",
            "The host of the app, and the port that the app listens on.",
        ),
    };
    json!({
        "host": host,
        "pathname": path,
        // The version of the Socket.IO protocol, of which Socket.IO 3 and 4 speak the fifth.
        "protocol": "socket.io",
        "protocolVersion": "5",
        "description": description,
        "variables": { "host": { "default": example, "description": what } },
        "x-transports": transports,
    })
}
