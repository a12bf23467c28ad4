//! Gateways of which several share one namespace.

use gateway_runtime::prelude::*;
use gateway_tests::client_cue::wait_for_client;
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

#[websocket_gateway(namespace = "half")]
struct HalfFirst;

#[websocket_gateway]
impl HalfFirst {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket) {
        journal::reached("HalfFirst", "joined", &socket);
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        journal::left("HalfFirst", &socket, reason);
    }

    #[subscribe_message("first")]
    fn first(&self, socket: Socket) {
        journal::reached("HalfFirst", "handled", &socket);
    }
}

/// Refuses what the first has accepted.
#[websocket_gateway(namespace = "half")]
struct HalfSecond;

#[websocket_gateway]
impl HalfSecond {
    #[on_gateway_connection]
    async fn joined(&self, socket: Socket) -> Result<(), WsError> {
        wait_for_client(&socket).await?;
        Err(WsError::forbidden("the second says no"))
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        journal::left("HalfSecond", &socket, reason);
    }
}

#[websocket_gateway(namespace = "half")]
struct HalfThird;

#[websocket_gateway]
impl HalfThird {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket) {
        journal::reached("HalfThird", "joined", &socket);
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        journal::left("HalfThird", &socket, reason);
    }
}
