//! Gateways that share one namespace.

use gateway_runtime::prelude::*;
use gateway_tests::journal;

#[websocket_gateway(namespace = "shared")]
struct Alpha;

#[websocket_gateway]
impl Alpha {
    /// Slow, so that a `Beta` that did not wait would come first.
    #[on_gateway_connection]
    async fn joined(&self, socket: Socket) -> Result<(), WsError> {
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        socket.emit("joined", "Alpha")?;
        Ok(())
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        journal::left("Alpha", &socket, reason);
    }

    #[subscribe_message("alpha")]
    fn alpha(&self) -> &'static str {
        "Alpha"
    }
}

#[websocket_gateway(namespace = "/shared")]
struct Beta;

#[websocket_gateway]
impl Beta {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket) -> Result<(), WsError> {
        socket.emit("joined", "Beta")?;
        Ok(())
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        journal::left("Beta", &socket, reason);
    }

    #[subscribe_message("beta")]
    fn beta(&self) -> &'static str {
        "Beta"
    }
}
