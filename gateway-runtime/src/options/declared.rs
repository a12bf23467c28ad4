//! The options of a gateway's server, as the attribute on its struct writes them.

use std::time::Duration;

use super::transport::Transport;

/// What `#[websocket_gateway(..)]` says of the server that the gateway is on; `None` is not said.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeclaredServer {
    /// `port = 81`; 0 is one that the system chooses.
    pub port: Option<u16>,
    /// `path = "/socket.io"`, with its leading slash and without one at its end.
    pub path: Option<&'static str>,
    /// `transports(websocket, polling)`, at least one, each once.
    pub transports: Option<&'static [Transport]>,
    /// `cors(origin = "https://example.com", credentials)`
    pub cors: Option<DeclaredCors>,
    /// `ping_interval = "25s"`
    pub ping_interval: Option<Duration>,
    /// `ping_timeout = "20s"`
    pub ping_timeout: Option<Duration>,
    /// `connect_timeout = "45s"`
    pub connect_timeout: Option<Duration>,
    /// `max_payload = 1_000_000`, in bytes
    pub max_payload: Option<usize>,
    /// `max_attachments = 100`
    pub max_attachments: Option<usize>,
    /// `max_buffer_size = 4_096`, in packets
    pub max_buffer_size: Option<usize>,
}

impl DeclaredServer {
    /// Nothing is said.
    pub const DEFAULT: Self = Self {
        port: None,
        path: None,
        transports: None,
        cors: None,
        ping_interval: None,
        ping_timeout: None,
        connect_timeout: None,
        max_payload: None,
        max_attachments: None,
        max_buffer_size: None,
    };
}

/// `cors(..)`
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeclaredCors {
    /// `origin = ".."` or `origin = ["..", ".."]`; `"*"` among them is any.
    pub origins: &'static [&'static str],
    /// `credentials`
    pub credentials: bool,
}
