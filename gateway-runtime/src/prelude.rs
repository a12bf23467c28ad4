//! The prelude has everything that a file with a gateway needs: `use gateway_runtime::prelude::*;`
//!
//! `Deserialize` and `Serialize` are serde's derives, and what they print names the crate `serde`. So serde stands in
//! your `Cargo.toml` too, `serde = { version = "1", features = ["derive"] }`; without it the compiler says "can't
//! find crate for `serde`" (E0463).

#[doc(no_inline)]
pub use std::sync::Arc;

#[doc(no_inline)]
pub use serde::{Deserialize, Serialize};

#[doc(no_inline)]
pub use crate::{
    Ack, AppError, Args, Bytes, Call, Delivery, DisconnectReason, EmitError, EventName, Events,
    Extension, Failure, Filter, FromMessage, FromSocket, FromText, GatewayApp, Guard, GuardPoint,
    Handshake, Inject, Interceptor, Message, Metadata, Namespace, NamespaceParams, Next, OrWsError,
    Outcome, Server, ServerEvent, Shutdown, Socket, SocketData, SocketId, WsError, WsResponse, ack,
    connected_socket, enhancers, filter, guard, guarded, handshake_auth, inject, injectable,
    interceptor, interval, message_body, on_event, on_gateway_connection, on_gateway_disconnect,
    on_gateway_init, on_gateway_shutdown, on_server_event, param, per_connection, pipe,
    set_metadata, subscribe_message, throttle, use_enhancers, use_filters, use_guards,
    use_interceptors, websocket_gateway, websocket_server,
};
