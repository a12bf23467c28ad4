//! `DisconnectPanics` has a disconnect hook that panics, and `LeavesAfterPanic` one that runs after it.

use gateway_runtime::prelude::*;
use gateway_tests::journal;

#[websocket_gateway(namespace = "panics-at-disconnect")]
struct DisconnectPanics {
    #[websocket_server]
    server: Server,
}

#[websocket_gateway]
impl DisconnectPanics {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket) {
        socket.join(format!("room of {}", socket.id()));
    }

    #[on_gateway_disconnect]
    #[expect(clippy::panic, reason = "that it panics is the point")]
    async fn left(&self, socket: Socket) {
        journal::reached("DisconnectPanics", "leaving", &socket);
        panic!("boom in a disconnect hook");
    }

    #[subscribe_message("rooms")]
    async fn rooms(&self) -> Result<Vec<String>, WsError> {
        Ok(self.server.rooms().await?)
    }
}

/// Shares the namespace with the one that panics, and comes after it.
#[websocket_gateway(namespace = "panics-at-disconnect")]
struct LeavesAfterPanic;

#[websocket_gateway]
impl LeavesAfterPanic {
    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        journal::left("LeavesAfterPanic", &socket, reason);
    }
}
