//! `DeclaredServer` holds the options of a gateway's server that the attribute on the gateway's struct sets.

use std::time::Duration;

use super::transport::Transport;

/// The options of a gateway's server in `#[websocket_gateway(..)]`; `None` is an option that is not set.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeclaredServer {
    /// `port = 81`; with 0 the system chooses a port.
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
    /// No option is set.
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

/// The option `cors(..)`.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeclaredCors {
    /// `origin = ".."` or `origin = ["..", ".."]`; `"*"` among them stands for any origin.
    pub origins: &'static [&'static str],
    /// `credentials`
    pub credentials: bool,
}
