//! The options of [`#[websocket_gateway(..)]`](macro@crate::websocket_gateway) on a gateway's struct.
//!
//! The options of the gateway's server, from [`port`] to [`max_buffer_size`], can be set at run time too:
//! see [`options`](crate::options).

/// `namespace = "payment"`: the Socket.IO namespace that the gateway serves. Default: the root namespace, `/`.
///
/// `"payment"` and `"/payment"` are the same. A constant of the type `&'static str` may stand here too, by its path:
/// `namespace = names::PAYMENT`. A namespace with a parameter, as in `"chat/{room}"`, stands for
/// every namespace that matches: see [dynamic namespaces](macro@crate::websocket_gateway#dynamic-namespaces).
/// Several gateways may share a namespace. A client that asks for a namespace that no gateway serves gets
/// `connect_error` with the message `Invalid namespace`.
pub mod namespace {}

/// `emits(ReceiveMessage, Typing)`: the events that the gateway sends, as types with
/// [`ServerEvent`](macro@crate::ServerEvent).
///
/// [`emit_event`](crate::Server::emit_event) of `Server<ChatGateway>` and `Socket<ChatGateway>` accepts these
/// events alone; any other is a compile error. The untyped handles, `Server` and `Socket`, accept every event.
pub mod emits {}

/// `rename_all = "kebab-case"`: how a [`#[subscribe_message]`](macro@crate::subscribe_message) without a name
/// turns the method's name into the event's. Default: unchanged.
///
/// The cases are serde's: `lowercase`, `UPPERCASE`, `PascalCase`, `camelCase`, `snake_case`,
/// `SCREAMING_SNAKE_CASE`, `kebab-case` and `SCREAMING-KEBAB-CASE`.
pub mod rename_all {}

/// `ordering = "start"` or `"sequential"`: when the next message of a client is begun. Default: `"start"`.
///
/// With `"start"`, the handlers of one client are started in the order in which its messages arrive, and each
/// runs until the first `.await` that has to wait; then the next is started. With `"sequential"`, each runs to
/// its end before the next is started. Clients never wait for one another. Gateways that share a namespace must
/// not contradict each other.
pub mod ordering {}

/// `max_in_flight = 64`: how many messages of one client may be in work at a time. Default: 1,024.
///
/// One message more is answered with the error `too_many_requests`. Gateways that share a namespace must not
/// contradict each other.
pub mod max_in_flight {}

/// `ignore_unknown_events`: an event that no method handles gets no acknowledgement and no error, as in NestJS. Default: the
/// client gets the error `not_found`, unless the app
/// [ignores such events](crate::GatewayAppBuilder::ignore_unknown_events).
///
/// The log has a line at DEBUG, at most ten in a minute. Limits and guards of the app stand before, and their errors are
/// sent. With `ignore_unknown_events = false` the gateway answers although the app ignores. The option belongs to the
/// namespace: gateways that share one must not contradict each other. Where a gateway has a
/// [fallback](macro@crate::subscribe_message), no event is unknown.
pub mod ignore_unknown_events {}

/// `timeout = "250ms"`, `"5s"`, `"2m"`: how long a handler may take before its client gets the error `timeout`
/// instead of the answer. Default: no limit.
///
/// A handler that is over its time is cancelled at its next `.await`. A
/// [`timeout`](super::subscribe_message::timeout) in `#[subscribe_message(..)]` overrides the gateway's. It
/// covers neither hooks, nor the items of a stream, nor an [`Ack`](crate::Ack) that was moved into a task.
pub mod timeout {}

/// `validate`: all bodies of the gateway can be validated, as with
/// [`#[message_body(validate)]`](super::message_body::validate): a body that has no rules does not compile. Needs the
/// feature `validation`.
///
/// Bodies that have rules are validated without this option as well; it finds those whose rules were forgotten.
/// [`require_validation`](crate::GatewayAppBuilder::require_validation) does so for the whole app, when it starts.
///
/// Bodies in which there is nothing to validate are let through: numbers, `bool`, text, binary data, and containers
/// of these: see [`Validate`](trait@crate::Validate#where-bodies-are-validated). `#[message_body(unchecked)]`
/// lets any body through.
pub mod validate {}

/// `port = 81`: the port of a listener beside the app's own. Default: the gateway is served where the app listens.
///
/// With 0 the system chooses a port, one for each port that attributes declare. At run time: [`ServerOptions::port`](crate::ServerOptions::port).
pub mod port {}

/// `path = "/ws"`: what clients give as `path` in `io(url, { path })`. Default: `/socket.io`.
///
/// A path is written percent-encoded, as clients send it. Gateways with the same port and path share a server.
/// At run time: [`ServerOptions::path`](crate::ServerOptions::path).
pub mod path {}

/// `transports(websocket)`, `transports(polling)` or both: how clients may connect. Default: both.
///
/// With `transports(websocket)` clients have to ask for it: `io(url, { transports: ["websocket"] })`; then several
/// servers behind one address need no sticky sessions. At run time:
/// [`ServerOptions::transports`](crate::ServerOptions::transports).
pub mod transports {
    /// `transports(websocket)`: clients may connect over a WebSocket.
    pub mod websocket {}

    /// `transports(polling)`: clients may connect by HTTP long-polling.
    pub mod polling {}
}

/// `cors(origin = "https://example.com")`: the pages that may connect, by polling and by WebSocket. Default:
/// pages of the server's own origin.
///
/// Clients other than browsers are never refused. At run time: [`Cors`](crate::Cors).
pub mod cors {
    /// `origin = "https://example.com"`, or several, `origin = ["..", ".."]`: the origins whose pages may connect,
    /// written as browsers send them, with the scheme and without a path. `"*"` is any origin.
    ///
    /// `"https://*.example.com"` stands for all subdomains: the `*` is exactly one label. A rule that no list can
    /// say is a function at run time: [`Cors::matching`](crate::Cors::matching).
    pub mod origin {}

    /// `credentials`: browsers send cookies along, and pages may read the response. Browsers refuse that for the
    /// origin `"*"`. NestJS's `origin: true` with credentials is not offered: name the origins, or the subdomains of a
    /// domain by a pattern.
    pub mod credentials {}
}

/// `ping_interval = "25s"`: how often the server pings a client to see whether the client is still there.
/// Default: 25 seconds.
///
/// At run time: [`ServerOptions::ping_interval`](crate::ServerOptions::ping_interval).
pub mod ping_interval {}

/// `ping_timeout = "20s"`: how long the server waits for the answer to a ping before it disconnects the client.
/// Default: 20 seconds.
///
/// At run time: [`ServerOptions::ping_timeout`](crate::ServerOptions::ping_timeout).
pub mod ping_timeout {}

/// `connect_timeout = "45s"`: how long a connection may be in no namespace. Default: 45 seconds.
///
/// At run time: [`ServerOptions::connect_timeout`](crate::ServerOptions::connect_timeout).
pub mod connect_timeout {}

/// `max_payload = 64_000`: the bytes of the longest message that a client may send. Default: 1,000,000.
///
/// A longer message ends the client's connection. The message's binary data may have as many bytes again. At run
/// time: [`ServerOptions::max_payload`](crate::ServerOptions::max_payload).
pub mod max_payload {}

/// `max_attachments = 10`: how many pieces of binary data a message of a client may have. Default: 100.
///
/// A message with more ends the client's connection. At run time:
/// [`ServerOptions::max_attachments`](crate::ServerOptions::max_attachments).
pub mod max_attachments {}

/// `max_buffer_size = 1_024`: how many packets may wait to be sent to one client. Default: 4,096.
///
/// Beyond that, answers and emits wait, and broadcasts miss the client. At run time:
/// [`ServerOptions::max_buffer_size`](crate::ServerOptions::max_buffer_size).
pub mod max_buffer_size {}
