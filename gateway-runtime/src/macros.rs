//! The attributes, with their documentation: it needs the runtime for its examples.

pub use gateway_macros::ServerEvent;
pub use gateway_macros::on_gateway_connection;
pub use gateway_macros::on_gateway_disconnect;
pub use gateway_macros::on_gateway_init;
pub use gateway_macros::subscribe_message;
pub use gateway_macros::websocket_gateway;
