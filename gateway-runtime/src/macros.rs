//! The attributes, which the crate of the macros declares and documents: a macro cannot be declared beside
//! other items.

pub use gateway_macros::{
    ServerEvent, WsError, ack, connected_socket, enhancers, filter, guard, guarded, handshake_auth,
    inject, injectable, interceptor, interval, message_body, on_event, on_gateway_connection,
    on_gateway_disconnect, on_gateway_init, on_gateway_shutdown, on_server_event, param,
    per_connection, pipe, set_metadata, subscribe_message, throttle, use_enhancers, use_filters,
    use_guards, use_interceptors, websocket_gateway, websocket_server,
};
