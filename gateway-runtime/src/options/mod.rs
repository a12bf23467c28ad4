//! The options of a server: port, path, transports, CORS, heartbeat, limits.
//!
//! An option can be set in four places. If it is set in more than one, the later place in this list wins:
//!
//! 1. the attribute of a gateway: `#[websocket_gateway(port = 81, cors(origin = "https://example.com"))]`;
//! 2. the app's adapter, for each gateway: [`WebSocketAdapter::configure`](crate::WebSocketAdapter::configure),
//!    which sees the options of the attribute;
//! 3. the builder, for all gateways: [`options`](crate::GatewayAppBuilder::options) and the methods named
//!    after the options, with whatever the program reads when it starts;
//! 4. the builder, for one gateway: [`gateway_options`](crate::GatewayAppBuilder::gateway_options).
//!
//! An option that is set nowhere has its default, which [`ServerOptions`] lists. Gateways that end up with
//! the same port and path share a server and must agree on the rest: if two of them contradict each other,
//! the app does not start, and the error names both. NestJS takes the options of one of them and
//! drops those of the others.
//!
//! # Limits
//!
//! There is a limit to whatever a single connection can make the server keep or wait for. Clients that mean
//! no harm do not reach the defaults. When a connection is ended, its client sees `transport close` or, while
//! it polls, `transport error`; the official client then connects again.
//!
//! | what | option | default | beyond it |
//! |---|---|---|---|
//! | the bytes of a message of a client | [`max_payload`](ServerOptions::max_payload) | 1,000,000 | the connection is ended |
//! | the bytes of all attachments of a message, which count apart from the message | [`max_payload`](ServerOptions::max_payload) | 1,000,000 | the connection is ended |
//! | the attachments of a message | [`max_attachments`](ServerOptions::max_attachments) | 100 | the connection is ended, before they come |
//! | the time from a message to its last attachment | (fixed) | 60 s | the connection is ended when an attachment comes later |
//! | the messages of a socket that are in work | [`max_in_flight`](macro@crate::websocket_gateway), an option of the namespace | 1,024 | the message is answered with an error, `too_many_requests` |
//! | the packets that wait to be sent to a connection | [`max_buffer_size`](ServerOptions::max_buffer_size) | 4,096 | answers and emits wait, broadcasts miss the client; if that many wait at an upgrade or a ping, the connection is ended |
//! | the answers that wait for a client | [`max_waiting_answers`](crate::GatewayAppBuilder::max_waiting_answers) | 16,384 for each socket | the socket is disconnected, with a warning in the log |
//! | the namespaces that exist for one dynamic namespace | [`max_dynamic_namespaces`](crate::GatewayAppBuilder::max_dynamic_namespaces) | 10,000 | `connect_error`, with a warning in the log, at most once a minute |
//! | of these, those that one connection is in | [`max_dynamic_namespaces_per_connection`](crate::GatewayAppBuilder::max_dynamic_namespaces_per_connection) | 100 | `connect_error`, with a warning in the log, at most once a minute |
//! | the time until a connection joins its first namespace | [`connect_timeout`](ServerOptions::connect_timeout) | 45 s | the connection is ended |
//! | the time in which nothing is heard from a client | [`ping_interval`](ServerOptions::ping_interval) and [`ping_timeout`](ServerOptions::ping_timeout) together | 45 s | the connection is ended |
//! | the time in which a client takes no byte of what is sent to it | [`ping_timeout`](ServerOptions::ping_timeout) | 20 s | the connection is ended: see [`serve`](crate::serve) |
//! | the time that an upgrade from polling to a WebSocket takes | (fixed) | 10 s | the connection is ended |
//! | the namespaces that a client joins in one request while it polls | (fixed) | 1,000 | status 400, and the session ends |
//! | the bytes of the name of a dynamic namespace, and of any name while the client polls | (fixed) | 8 KiB | `connect_error`; while it polls, status 400, and the session ends |
//! | the bytes of the `auth` that a connection has sent for all the namespaces that it is in | (fixed) | four times `max_payload` | `connect_error`, with a warning in the log, at most once a minute |
//! | the bytes of the response to a poll | (fixed) | 16 MiB, or `max_payload` if that is more | the rest comes with the next poll |
//! | the time that the head of a request takes, from the beginning of the connection or the end of the previous request | [`request_head_timeout`](crate::GatewayAppBuilder::request_head_timeout) | 15 s | the connection is ended, on the app's own server |
//! | the time that the body of a request to the gateways takes | [`request_body_timeout`](crate::GatewayAppBuilder::request_body_timeout) | 60 s | status 408, and the session ends |
//! | the time that the app's shutdown takes | [`shutdown_deadline`](crate::GatewayAppBuilder::shutdown_deadline) | 9 s | whatever is left is cut off: see [`GatewayApp::serve`](crate::GatewayApp::serve) |
//! | the bytes of a request's head | (fixed) | 16 KiB | status 431, on the app's own server |
//! | the headers of a request | (fixed) | 100 | status 431, on the app's own server |
//!
//! So one connection can make the server keep about seven times `max_payload`: a message whose attachments
//! are under way, the attachments that have arrived, what is just being read, and `auth`. While a connection has
//! joined no namespace, the protocol library keeps all that until the `connect_timeout` is over, even if the
//! client has left before.
//!
//! The limits of what waits for a client count packets, not bytes: how long a packet is depends on what the
//! gateways send. A gateway that sends long packets, such as a stream of pieces of a file, should set a
//! smaller `max_buffer_size`, since a stream runs that many items ahead of a client that does not read.
//!
//! Each connection has these limits for itself. The limits of connections together hold for the whole app, whatever
//! its ports; an address is that of the client, also behind proxies that the app
//! [trusts](crate::GatewayAppBuilder::trust_proxies). See [Keeping out](crate::guide::operations::keeping_out).
//!
//! | what | option | default | beyond it |
//! |---|---|---|---|
//! | the connections of all clients | [`max_connections`](crate::GatewayAppBuilder::max_connections) | 100,000 | status 503 with `Retry-After`, with a warning in the log, at most once a minute |
//! | of these, those that have not joined a namespace yet | [`max_handshakes_pending`](crate::GatewayAppBuilder::max_handshakes_pending) | 20,000 | the same |
//! | the connections of one address; of IPv6, of one /64 | [`max_connections_per_address`](crate::GatewayAppBuilder::max_connections_per_address) | any number, since many people may share one | status 429 with `Retry-After`, with a warning in the log, at most once a minute |
//! | the new connections of one address in some time | [`max_connects_per_address`](crate::GatewayAppBuilder::max_connects_per_address) | any number, since many people may share one | the same |
//! | the namespaces that a connection is in, of all kinds | [`max_namespaces_per_connection`](crate::GatewayAppBuilder::max_namespaces_per_connection) | 1,000, or `max_dynamic_namespaces_per_connection` if that is more | `connect_error`, with a warning in the log, at most once a minute |
//! | the hosts that a request to the gateways may name | [`allowed_hosts`](crate::GatewayAppBuilder::allowed_hosts) | any | status 403, with a warning in the log, at most once a minute |
//! | the messages of a client in some time | [`throttle`](crate::GatewayAppBuilder::throttle), and `#[throttle(..)]` | any number | the message is answered with an error, `too_many_requests` |

mod allowed_hosts;
mod cors;
mod declared;
mod drain;
mod duration;
mod merge;
mod origin;
mod origin_pattern;
mod origin_predicate;
mod parser;
#[cfg(test)]
mod tests;
mod transport;

pub(crate) use allowed_hosts::AllowedHosts;
pub use cors::Cors;
pub(crate) use cors::{Allowed, NamedOrigin};
pub use declared::{DeclaredCors, DeclaredServer};
pub use drain::Drain;
use origin::Origin;
pub(crate) use origin::is_own;
use origin_pattern::OriginPattern;
pub(crate) use origin_predicate::OriginPredicate;
pub use parser::Parser;
pub use transport::Transport;

use std::time::Duration;

use serde::Deserialize;

/// The options of a server; `None` is an option that is not set. [The module](self) lists where options can
/// be set, and which place wins.
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
    /// The port of a listener beside the app's own, on the same address. With 0 the system chooses a port, one for
    /// each port that attributes declare: two gateways that declare the ports 8080 and 8081 and are both set to 0,
    /// as tests do, have two listeners. Gateways that declare no port, or the same, share one.
    /// [`gateway_addr`](crate::GatewayApp::gateway_addr) tells the port. Default: the app's own listener.
    pub port: Option<u16>,
    /// The path of the server's requests, which is the client's option `path`. Default: `/socket.io`.
    pub path: Option<String>,
    /// How clients may connect. Default: polling and WebSocket.
    pub transports: Option<Vec<Transport>>,
    /// The origins whose pages may connect, besides the server's own. From a configuration: origins and patterns,
    /// such as `"https://*.example.com"`; see [`Cors`]. Default: no other origin.
    pub cors: Option<Cors>,
    /// How often a client is pinged. Default: 25 s.
    #[serde(deserialize_with = "duration::option")]
    pub ping_interval: Option<Duration>,
    /// How long a client may take to answer a ping, and to take any byte of what is sent to it, before it is
    /// disconnected. Default: 20 s.
    #[serde(deserialize_with = "duration::option")]
    pub ping_timeout: Option<Duration>,
    /// How long a connection may be open before it joins its first namespace. Default: 45 s.
    #[serde(deserialize_with = "duration::option")]
    pub connect_timeout: Option<Duration>,
    /// How many bytes a message of a client may have, over any transport; the message's attachments together
    /// may have as many again. Default: 1,000,000.
    pub max_payload: Option<usize>,
    /// How many attachments a message of a client may have: one for each piece of binary data in it. A
    /// client that sends more is disconnected. Default: 100.
    ///
    /// The limit holds for messages of clients. The official client has a limit of its own for messages of
    /// the server: 10 attachments (`maxAttachments` of its parser); it closes its connection over more. A
    /// message in `MessagePack` (see [`Parser`]) has no attachments: binary data is a part of the message.
    pub max_attachments: Option<usize>,
    /// How many packets may wait to be sent to one connection. If that many wait, further answers and emits
    /// wait outside of this buffer, and broadcasts miss the client. A client for which that many wait when it
    /// begins to upgrade from polling to a WebSocket, or when a ping is due, is disconnected, so the option
    /// has to be more than a client is ever sent at once. Default: 4,096.
    pub max_buffer_size: Option<usize>,
}

impl ServerOptions {
    /// Options of which none is set yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets [`port`](Self#structfield.port). With 0 the system chooses a port for each port that attributes declare.
    #[must_use]
    pub fn port(mut self /* chain the calls */, port: u16) -> Self {
        self.port = Some(port);
        self
    }

    /// Sets [`path`](Self#structfield.path).
    #[must_use]
    pub fn path(mut self /* chain the calls */, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Sets [`transports`](Self#structfield.transports).
    #[must_use]
    pub fn transports(
        mut self, /* chain the calls */
        transports: impl IntoIterator<Item = Transport>,
    ) -> Self {
        self.transports = Some(transports.into_iter().collect());
        self
    }

    /// Sets [`cors`](Self#structfield.cors).
    #[must_use]
    pub fn cors(mut self /* chain the calls */, cors: Cors) -> Self {
        self.cors = Some(cors);
        self
    }

    /// Sets [`ping_interval`](Self#structfield.ping_interval).
    #[must_use]
    pub fn ping_interval(mut self /* chain the calls */, interval: Duration) -> Self {
        self.ping_interval = Some(interval);
        self
    }

    /// Sets [`ping_timeout`](Self#structfield.ping_timeout).
    #[must_use]
    pub fn ping_timeout(mut self /* chain the calls */, timeout: Duration) -> Self {
        self.ping_timeout = Some(timeout);
        self
    }

    /// Sets [`connect_timeout`](Self#structfield.connect_timeout).
    #[must_use]
    pub fn connect_timeout(mut self /* chain the calls */, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// Sets [`max_payload`](Self#structfield.max_payload).
    #[must_use]
    pub fn max_payload(mut self /* chain the calls */, bytes: usize) -> Self {
        self.max_payload = Some(bytes);
        self
    }

    /// Sets [`max_attachments`](Self#structfield.max_attachments).
    #[must_use]
    pub fn max_attachments(mut self /* chain the calls */, attachments: usize) -> Self {
        self.max_attachments = Some(attachments);
        self
    }

    /// Sets [`max_buffer_size`](Self#structfield.max_buffer_size).
    #[must_use]
    pub fn max_buffer_size(mut self /* chain the calls */, packets: usize) -> Self {
        self.max_buffer_size = Some(packets);
        self
    }
}
