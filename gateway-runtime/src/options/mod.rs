//! The options of a server: port, path, transports, CORS, heartbeat, limits.
//!
//! They can be said in four places. Where two say the same option, the later one holds:
//!
//! 1. the attribute of a gateway: `#[websocket_gateway(port = 81, cors(origin = "https://example.com"))]`;
//! 2. the app's adapter, for each gateway: [`WebSocketAdapter::configure`](crate::WebSocketAdapter::configure),
//!    which sees what the attribute says;
//! 3. the builder, for all gateways: [`options`](crate::GatewayAppBuilder::options) and the methods named
//!    after the options, from whatever the program reads at its start;
//! 4. the builder, for one gateway: [`gateway_options`](crate::GatewayAppBuilder::gateway_options).
//!
//! What none of them says has the default of [`ServerOptions`]. Gateways that end up with the same port
//! and path share a server and must agree on the rest: if two of them say different things, the app does
//! not start, and the error names both. NestJS takes the options of whichever comes first.

mod cors;
mod declared;
mod duration;
mod merge;
mod origin;
#[cfg(test)]
mod tests;

pub use cors::Cors;
pub use declared::{DeclaredCors, DeclaredServer};

pub(crate) use origin::{Origin, is_own};

use std::time::Duration;

use serde::Deserialize;

use crate::extract::Transport;

/// What a server is to be like; `None` where nothing is said. [The module](self) tells where options can
/// be said, and which one holds.
///
/// ```
/// use std::time::Duration;
///
/// use gateway_runtime::{Cors, ServerOptions, Transport};
///
/// let options = ServerOptions::new()
///     .port(3001)
///     .path("/realtime")
///     .transports([Transport::Websocket])
///     .cors(Cors::origins(["https://example.com"]).credentials())
///     .ping_interval(Duration::from_secs(10));
///
/// // The same from a configuration file, here in JSON:
/// let read: ServerOptions = serde_json::from_str(r#"{
///     "port": 3001,
///     "path": "/realtime",
///     "transports": ["websocket"],
///     "cors": { "origin": "https://example.com", "credentials": true },
///     "ping_interval": "10s"
/// }"#)?;
/// assert_eq!(read, options);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct ServerOptions {
    /// The port of a listener of its own, beside the app's, on the same address; 0 is one that the
    /// system chooses. Default: the app's own listener.
    pub port: Option<u16>,
    /// The path of its requests, as the client's option `path`. Default: `/socket.io`.
    pub path: Option<String>,
    /// How clients may connect. Default: polling and WebSocket.
    pub transports: Option<Vec<Transport>>,
    /// The pages of which other origins may connect. Default: none.
    pub cors: Option<Cors>,
    /// How often a client is pinged. Default: 25 s.
    #[serde(deserialize_with = "duration::option")]
    pub ping_interval: Option<Duration>,
    /// How long a client may take to answer a ping, and to take any byte of what it is sent, before it is
    /// disconnected. Default: 20 s.
    #[serde(deserialize_with = "duration::option")]
    pub ping_timeout: Option<Duration>,
    /// How long a connection may be open before it joins its first namespace. Default: 45 s.
    #[serde(deserialize_with = "duration::option")]
    pub connect_timeout: Option<Duration>,
    /// How many bytes a message of a client may have, whatever its transport. Default: 1,000,000.
    pub max_payload: Option<usize>,
    /// How many packets may be under way to one connection before it counts as slow: answers and emits to
    /// it wait then, broadcasts miss it. A client for which so many wait when it begins to upgrade from
    /// polling to a WebSocket, or when a ping is due, is disconnected: this has to be more than a client is
    /// sent at once. Default: 4,096.
    pub max_buffer_size: Option<usize>,
}

impl ServerOptions {
    /// Nothing is said.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets [`port`](Self#structfield.port).
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = Some(port);
        self
    }

    /// Sets [`path`](Self#structfield.path).
    #[must_use]
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Sets [`transports`](Self#structfield.transports).
    #[must_use]
    pub fn transports(mut self, transports: impl IntoIterator<Item = Transport>) -> Self {
        self.transports = Some(transports.into_iter().collect());
        self
    }

    /// Sets [`cors`](Self#structfield.cors).
    #[must_use]
    pub fn cors(mut self, cors: Cors) -> Self {
        self.cors = Some(cors);
        self
    }

    /// Sets [`ping_interval`](Self#structfield.ping_interval).
    #[must_use]
    pub fn ping_interval(mut self, interval: Duration) -> Self {
        self.ping_interval = Some(interval);
        self
    }

    /// Sets [`ping_timeout`](Self#structfield.ping_timeout).
    #[must_use]
    pub fn ping_timeout(mut self, timeout: Duration) -> Self {
        self.ping_timeout = Some(timeout);
        self
    }

    /// Sets [`connect_timeout`](Self#structfield.connect_timeout).
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// Sets [`max_payload`](Self#structfield.max_payload).
    #[must_use]
    pub fn max_payload(mut self, bytes: usize) -> Self {
        self.max_payload = Some(bytes);
        self
    }

    /// Sets [`max_buffer_size`](Self#structfield.max_buffer_size).
    #[must_use]
    pub fn max_buffer_size(mut self, packets: usize) -> Self {
        self.max_buffer_size = Some(packets);
        self
    }
}
