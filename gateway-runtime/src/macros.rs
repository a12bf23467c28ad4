//! The attributes, which the crate of the macros declares and documents: a macro cannot be declared beside
//! other items.

pub use gateway_macros::{
    ServerEvent, ack, connected_socket, handshake_auth, inject, message_body,
    on_gateway_connection, on_gateway_disconnect, on_gateway_init, param, subscribe_message,
    websocket_gateway, websocket_server,
};
