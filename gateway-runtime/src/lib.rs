#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "__bench")]
#[doc(hidden)]
#[path = "bench.rs"]
pub mod __bench;
#[doc(hidden)]
#[path = "private/mod.rs"]
pub mod __private;
mod adapter;
mod app;
pub mod bounds;
mod dispatch;
#[cfg(feature = "redis")]
mod emitter;
mod engine;
mod error;
mod event;
pub mod extract;
mod gateway;
mod handles;
mod macros;
mod message;
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
mod registry;
mod reply;
mod seldom;
pub mod serve;
mod session;
mod sorted;
mod spawn;
mod sync;
mod type_name;
#[cfg(feature = "unstable-socketioxide")]
pub mod unstable;
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
pub use app::{
    GatewayApp, GatewayAppBuilder, GatewayBody, GatewayFuture, GatewayLayer, GatewayService,
    GatewaySet,
};
#[cfg(feature = "redis")]
#[cfg_attr(docsrs, doc(cfg(feature = "redis")))]
pub use emitter::Emitter;
pub use error::{AppError, EmitError, FieldError, IntoWsError, SharingError, WsError};
pub use event::{EmittedBy, ServerEvent};
pub use extract::{
    Ack, EventName, Extension, FromDisconnect, FromInit, FromMessage, FromSocket, Inject,
    Namespace, NamespaceParams, Requirements, SocketData,
};
pub use gateway::Gateway;
pub use handles::{
    Acknowledgements, Broadcast, Delivery, Emit, ErrorContext, Handshake, Rooms, Server, Socket,
    SocketValue,
};
pub use macros::{
    ServerEvent, on_gateway_connection, on_gateway_disconnect, on_gateway_init, subscribe_message,
    websocket_gateway,
};
pub use message::{Body, Message, Validate};
pub use options::{Cors, Parser, ServerOptions, Transport};
pub use protocol::{DisconnectReason, InvalidSocketId, SocketId};
pub use reply::{Answer, StreamItem, WsResponse};
pub use session::{ErrorCause, ErrorDelivery};
pub use wire::{Acknowledgement, Args, Payload};
