//! The prelude has everything that a file with a gateway needs: `use gateway_runtime::prelude::*;`

#[doc(no_inline)]
pub use std::sync::Arc;

#[doc(no_inline)]
pub use serde::{Deserialize, Serialize};

#[doc(no_inline)]
pub use crate::{
    Ack, AppError, Args, Bytes, Delivery, DisconnectReason, EmitError, EventName, Extension,
    FromMessage, FromSocket, GatewayApp, Handshake, Inject, Message, Namespace, NamespaceParams,
    OrWsError, Server, ServerEvent, Socket, SocketData, SocketId, WsError, WsResponse, ack,
    connected_socket, handshake_auth, inject, message_body, on_gateway_connection,
    on_gateway_disconnect, on_gateway_init, param, subscribe_message, websocket_gateway,
    websocket_server,
};
