//! `SocketDescription` is what one server tells another of a socket.

use std::net::SocketAddr;
#[cfg(feature = "redis")]
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::SocketId;

/// A socket, as servers describe it to each other.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct SocketDescription {
    pub(crate) id: SocketId,
    #[serde(default)]
    pub(crate) rooms: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) address: Option<SocketAddr>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) headers: Vec<(String, String)>,
    /// What was shared, as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) data: Option<Box<RawValue>>,
    /// What servers tell beyond that where Node's do, and nowhere else.
    #[serde(skip)]
    pub(crate) secrets: Option<HandshakeSecrets>,
}

/// The parts of a handshake that may hold secrets.
#[derive(Clone)]
pub(crate) struct HandshakeSecrets {
    /// The path and the query of the request.
    pub(crate) url: String,
    /// What the client sent with CONNECT, as JSON.
    pub(crate) auth: Option<Box<RawValue>>,
    /// When the client connected to the namespace.
    #[cfg(feature = "redis")]
    pub(crate) issued: SystemTime,
}

impl SocketDescription {
    /// A socket of which nothing else is known: it has no rooms, no handshake and no data.
    pub(crate) fn by_id(id: SocketId) -> Self {
        Self {
            id,
            rooms: Vec::new(),
            address: None,
            headers: Vec::new(),
            data: None,
            secrets: None,
        }
    }
}
