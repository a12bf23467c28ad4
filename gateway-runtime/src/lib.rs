#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "__bench")]
#[doc(hidden)]
#[path = "bench.rs"]
pub mod __bench;
#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
#[cfg_attr(
    not(feature = "unstable-socketioxide"),
    allow(unreachable_pub, reason = "reached through the feature")
)]
mod adapter;
mod app;
mod dispatch;
mod engine;
mod error;
pub mod event;
pub mod extract;
pub mod gateway;
mod macros;
pub mod message;
pub mod options;
pub mod prelude;
mod registry;
pub mod reply;
mod seldom;
pub mod serve;
pub mod server;
pub mod socket;
mod sorted;
mod sync;
#[cfg(feature = "unstable-socketioxide")]
pub mod unstable;

/// Binary data: what travels as an attachment, alone or inside another payload. A `Vec<u8>` travels
/// as a list of numbers.
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
pub use adapter::{RedisAdapter, RedisEmitter as Emitter, RedisOptions};
pub use app::{
    AppError, GatewayApp, GatewayAppBuilder, GatewayBody, GatewayFuture, GatewayLayer,
    GatewayService, GatewaySet, Parser,
};
pub use error::{
    EmitError, ErrorCause, ErrorContext, ErrorDelivery, FieldError, IntoWsError, WsError,
};
pub use event::{EmittedBy, ServerEvent};
pub use extract::{
    Ack, EventName, Extension, FromDisconnect, FromInit, FromMessage, FromSocket, Handshake,
    Inject, Namespace, NamespaceParams, Requirements, SocketData, Transport,
};
pub use gateway::Gateway;
pub use macros::{
    ServerEvent, on_gateway_connection, on_gateway_disconnect, on_gateway_init, subscribe_message,
    websocket_gateway,
};
pub use message::{Acknowledgement, Body, Message, Validate};
pub use options::{Cors, ServerOptions};
pub use reply::{Answer, Args, Payload, StreamItem, WsResponse};
pub use server::{Acknowledgements, Broadcast, Delivery, Emit, Rooms, Server, SharingError};
pub use socket::{DisconnectReason, InvalidSocketId, Socket, SocketId};
