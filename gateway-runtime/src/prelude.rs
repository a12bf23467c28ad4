//! The prelude has everything that a file with a gateway needs: `use gateway_runtime::prelude::*;`

pub use std::sync::Arc;

pub use serde::{Deserialize, Serialize};

pub use crate::{
    Ack, Bytes, EmitError, EventName, Extension, FromMessage, FromSocket, GatewayApp, Inject,
    Message, Namespace, NamespaceParams, ServerEvent, SocketData, WsError, WsResponse,
    error::AppError,
    handles::{Delivery, Handshake, Server, Socket},
    on_gateway_connection, on_gateway_disconnect, on_gateway_init,
    protocol::{DisconnectReason, SocketId},
    subscribe_message, websocket_gateway,
    wire::Args,
};
