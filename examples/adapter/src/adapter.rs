//! `WebsocketAdapter` is the custom adapter of this example.

use gateway_runtime::{Cors, ServerOptions, WebSocketAdapter};

/// Sets the port and CORS of all gateways.
pub(crate) struct WebsocketAdapter {
    pub(crate) port: u16,
}

impl WebSocketAdapter for WebsocketAdapter {
    fn configure(&self, options: ServerOptions) -> ServerOptions {
        options.port(self.port).cors(Cors::any())
    }
}
