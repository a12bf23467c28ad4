//! Hooks that are still running when the client has left, or has come back.

use gateway_runtime::prelude::*;

use crate::door::Door;
use crate::journal;

/// Its disconnect hook ends when another client says so.
#[websocket_gateway(namespace = "reconnect")]
struct Reconnect {
    #[inject]
    door: Door,
}

#[websocket_gateway]
impl Reconnect {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket) {
        socket.join("present");
        journal::reached("Reconnect", "joined", &socket);
    }

    #[on_gateway_disconnect]
    async fn left(&self, socket: Socket, reason: DisconnectReason) {
        journal::reached("Reconnect", "leaving", &socket);
        self.door.pass().await;
        // The client may be back: none of this may reach it.
        socket.leave("present");
        let emitted = socket.emit("ghost", &()).is_ok();
        socket.disconnect();
        if emitted {
            journal::reached("Reconnect", "emitted after the end", &socket);
        }
        journal::left("Reconnect", &socket, reason);
    }

    #[subscribe_message("rooms")]
    fn rooms(&self, socket: Socket) -> Vec<String> {
        socket.rooms()
    }
}

/// Its connection hook does.
#[websocket_gateway(namespace = "slow-to-join")]
struct SlowToJoin {
    #[inject]
    door: Door,
}

#[websocket_gateway]
impl SlowToJoin {
    #[on_gateway_connection]
    async fn joined(&self, socket: Socket) {
        journal::reached("SlowToJoin", "joining", &socket);
        self.door.pass().await;
        journal::reached("SlowToJoin", "joined", &socket);
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        journal::left("SlowToJoin", &socket, reason);
    }

    #[subscribe_message("knock")]
    fn knock(&self, socket: Socket) {
        journal::reached("SlowToJoin", "handled", &socket);
    }
}
