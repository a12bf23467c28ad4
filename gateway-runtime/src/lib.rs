//! Socket.IO gateways in the style of NestJS: annotate a struct and its methods, and get a server.
//!
//! | attribute | stands on | and makes it |
//! |---|---|---|
//! | [`#[websocket_gateway]`](macro@websocket_gateway) | a struct and its `impl` blocks | a gateway |
//! | [`#[subscribe_message]`](macro@subscribe_message) | a method | the handler of an event |
//! | [`#[on_gateway_init]`](macro@on_gateway_init), [`#[on_gateway_connection]`](macro@on_gateway_connection), [`#[on_gateway_disconnect]`](macro@on_gateway_disconnect), [`#[on_gateway_shutdown]`](macro@on_gateway_shutdown) | a method | a lifecycle hook |
//! | [`#[interval]`](macro@interval), [`#[on_event]`](macro@on_event) | a method | a timer, a listener for events of the app |
//! | [`#[on_server_event]`](macro@on_server_event) | a method | a listener of what other servers emit for servers |
//! | [`#[message_body]`](macro@message_body) | a parameter | what the client sent |
//! | [`#[connected_socket]`](macro@connected_socket) | a parameter | the client |
//! | [`#[ack]`](macro@ack) | a parameter | the acknowledgement, to be given by hand |
//! | [`#[handshake_auth]`](macro@handshake_auth) | a parameter | what the client passed as `auth` |
//! | [`#[param]`](macro@param) | a parameter | a part of the name of a dynamic namespace |
//! | [`#[inject]`](macro@inject) | a field or a parameter | a value that was provided to the app |
//! | [`#[guarded]`](macro@guarded) | a parameter | what a guard gave |
//! | [`#[websocket_server]`](macro@websocket_server) | a field | the handle to everyone in the namespace |
//! | [`#[derive(ServerEvent)]`](macro@ServerEvent) | a type | an event that the server sends |
//! | [`#[derive(WsError)]`](derive@WsError) | an enum or a struct | an error of methods, with a code for each variant |
//! | [`#[guard]`](macro@guard), [`#[interceptor]`](macro@interceptor), [`#[filter]`](macro@filter), [`#[pipe]`](macro@pipe) | a function | an enhancer: what stands around methods |
//! | [`#[injectable]`](macro@injectable) | a struct | an enhancer with state, which the app makes |
//! | [`#[use_guards]`](macro@use_guards), [`#[use_interceptors]`](macro@use_interceptors), [`#[use_filters]`](macro@use_filters) | a gateway's struct or a method | guarded, intercepted, filtered |
//! | [`#[set_metadata]`](macro@set_metadata) | a gateway's struct or a method | described, for enhancers to read |
//! | [`#[throttle]`](macro@throttle) | a gateway's struct or a method | limited |
//! | [`#[enhancers]`](macro@enhancers), [`#[use_enhancers]`](macro@use_enhancers) | a struct; a gateway's struct or a method | a bundle of these; what the bundle makes it |
//!
//! What may stand in their parentheses has a page each, in [`attributes`]. An editor with rust-analyzer shows these
//! pages too.
#![doc = ""]
#![doc = include_str!("guide_links.md")]
// An example of the README is a test that uses the test kit.
#![cfg_attr(
    any(not(doctest), feature = "testing"),
    doc = include_str!("../README.md")
)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "__bench")]
#[doc(hidden)]
#[path = "bench.rs"]
pub mod __bench;
#[cfg(feature = "__fuzz")]
#[doc(hidden)]
#[path = "fuzz/mod.rs"]
pub mod __fuzz;
#[doc(hidden)]
#[path = "private/mod.rs"]
pub mod __private;
mod adapter;
#[cfg(feature = "admin-ui")]
mod admin;
mod admission;
mod app;
pub mod attributes;
mod blocking;
pub mod bounds;
#[cfg(feature = "contract")]
#[cfg_attr(docsrs, doc(cfg(feature = "contract")))]
pub mod contract;
#[cfg(feature = "contract")]
mod describe;
mod dispatch;
#[cfg(feature = "redis")]
mod emitter;
mod engine;
mod enhance;
mod error;
mod event;
mod events;
pub mod extract;
mod gateway;
pub mod guide;
mod handles;
mod macros;
mod message;
#[cfg(feature = "metrics")]
mod metrics;
mod mistakes;
pub mod options;
mod panics;
mod place;
pub mod prelude;
#[cfg_attr(
    not(feature = "unstable-socketioxide"),
    allow(unreachable_pub, reason = "reached through the feature")
)]
mod protocol;
mod providers;
mod proxies;
mod rate;
mod registry;
mod reply;
mod seldom;
pub mod serve;
mod session;
mod sorted;
mod spawn;
mod sync;
mod tasks;
#[cfg(feature = "testing")]
#[cfg_attr(docsrs, doc(cfg(feature = "testing")))]
pub mod testing;
mod type_name;
#[cfg(feature = "unstable-socketioxide")]
pub mod unstable;
mod watchdog;
mod wire;

/// Binary data, which travels as an attachment, alone or inside another payload. A `Vec<u8>` travels as a
/// list of numbers instead.
pub use bytes::Bytes;

#[cfg(feature = "mongodb")]
#[cfg_attr(docsrs, doc(cfg(feature = "mongodb")))]
pub use adapter::MongodbAdapter;
#[cfg(feature = "postgres")]
#[cfg_attr(docsrs, doc(cfg(feature = "postgres")))]
pub use adapter::PostgresAdapter;
#[cfg(feature = "redis-cluster")]
#[cfg_attr(docsrs, doc(cfg(feature = "redis-cluster")))]
pub use adapter::RedisClusterAdapter;
pub use adapter::{InMemoryAdapter, Sharing, SharingHealth, WebSocketAdapter};
#[cfg(feature = "redis")]
#[cfg_attr(docsrs, doc(cfg(feature = "redis")))]
pub use adapter::{RedisAdapter, RedisOptions};
#[cfg(feature = "admin-ui")]
#[cfg_attr(docsrs, doc(cfg(feature = "admin-ui")))]
pub use admin::AdminUi;
pub use app::{
    GatewayApp, GatewayAppBuilder, GatewayBody, GatewayFuture, GatewayLayer, GatewayService,
    GatewaySet, Health, HealthState, ListenAddress,
};
#[cfg(feature = "redis")]
#[cfg_attr(docsrs, doc(cfg(feature = "redis")))]
pub use emitter::Emitter;
pub use enhance::{
    Call, Filter, Guard, GuardPoint, Interceptor, Metadata, Next, Throttle, ThrottleBy,
    ThrottleDecision, ThrottleFuture, ThrottleKey, ThrottleRequest, ThrottleStore,
};
pub use error::{
    AppError, Caught, EmitError, Failure, FailureKind, FieldError, IntoWsError, KnownError,
    OrWsError, SharedDataError, SharingError, WsError,
};
pub use event::{EmittedBy, ServerEvent};
pub use events::{AppEvent, Events};
pub use extract::{
    Ack, EventName, Extension, FromDisconnect, FromInit, FromMessage, FromSocket, Inject,
    Namespace, NamespaceParams, Pipe, Requirements, SocketData,
};
/// The crate that validates bodies, with the feature `validation`: types that implement its `Validate` are
/// [`Validate`] here.
///
/// Its derive names the crate `garde`, so that an application which derives has garde in its own `Cargo.toml`, in the
/// same version: see [`Validate`].
#[cfg(feature = "validation")]
#[cfg_attr(docsrs, doc(cfg(feature = "validation")))]
pub use garde;
pub use gateway::{Gateway, Injectable};
pub use handles::{
    Acknowledgements, Broadcast, Delivery, Emit, ErrorContext, Handshake, OtherServers,
    RemoteHandshake, RemoteSocket, Rooms, Server, Socket, SocketValue,
};
pub use macros::{
    ServerEvent, WsError, ack, connected_socket, enhancers, filter, guard, guarded, handshake_auth,
    inject, injectable, interceptor, interval, message_body, on_event, on_gateway_connection,
    on_gateway_disconnect, on_gateway_init, on_gateway_shutdown, on_server_event, param,
    per_connection, pipe, set_metadata, subscribe_message, throttle, use_enhancers, use_filters,
    use_guards, use_interceptors, websocket_gateway, websocket_server,
};
pub use message::{Body, Message, Validate};
pub use options::{Cors, Drain, Parser, ServerOptions, Transport};
pub use protocol::{DisconnectReason, InvalidSocketId, SocketId};
pub use providers::Provider;
pub use proxies::{ProxyHeader, TrustedProxies};
pub use reply::{Answer, Outcome, OutcomeEnd, OutcomeItem, OutcomeKind, StreamItem, WsResponse};
pub use session::{ErrorCause, ErrorDelivery, Shutdown};
pub use wire::{Acknowledgement, Args, FromText, Payload};
