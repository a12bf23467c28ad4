//! `Transport` is how the packets of a connection travel.

use serde::Deserialize;

/// How the packets of a connection travel at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Transport {
    /// HTTP long-polling.
    Polling,
    /// A WebSocket, from the start or after an upgrade.
    Websocket,
}
