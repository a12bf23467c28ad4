//! `Endpoint` is a port with a path, where clients find namespaces.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Namespace;

/// One Socket.IO server: a port with a path.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Endpoint {
    /// The port, if it is not the one that the app listens on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// The option `path` of clients: `/socket.io`.
    pub path: String,
    /// `polling` and `websocket`, as clients name them.
    pub transports: Vec<String>,
    /// Whether messages are packed with `MessagePack`, for which clients need `socket.io-msgpack-parser`.
    #[serde(default, skip_serializing_if = "super::is_false")]
    pub msgpack: bool,
    /// The namespaces, by their names or patterns: `/`, `/chat`, `/rooms/{room}`.
    pub namespaces: BTreeMap<String, Namespace>,
}
