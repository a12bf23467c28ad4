//! `Reconnect` has a disconnect hook that still runs when its client has come back.

use gateway_runtime::prelude::*;
use gateway_tests::gate::Gate;
use gateway_tests::journal;

/// Its disconnect hook ends when another client says so.
#[websocket_gateway(namespace = "reconnect")]
struct Reconnect {
    #[inject]
    gate: Gate,
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
        self.gate.pass().await;
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
