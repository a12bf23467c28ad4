//! The adapter.

use gateway_runtime::{Cors, ServerOptions, WebSocketAdapter};

/// Port and CORS for all gateways.
pub(crate) struct WebsocketAdapter {
    pub(crate) port: u16,
}

impl WebSocketAdapter for WebsocketAdapter {
    fn configure(&self, options: ServerOptions) -> ServerOptions {
        options.port(self.port).cors(Cors::any())
    }
}
