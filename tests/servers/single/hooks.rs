//! `Life` has a connection hook and a disconnect hook, both of which take their time.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;

use gateway_runtime::prelude::*;
use gateway_tests::client_cue::wait_for_client;
use gateway_tests::journal;
use serde_json::{Value, json};

/// Its hook awaits, then prepares what handlers rely on.
#[websocket_gateway(namespace = "life")]
struct Life {
    /// Who has been let in completely.
    prepared: Mutex<HashMap<SocketId, bool>>,
}

impl Life {
    fn is_prepared(&self, id: SocketId) -> bool {
        let prepared = self.prepared.lock().unwrap_or_else(PoisonError::into_inner);
        prepared.get(&id).copied().unwrap_or_default()
    }

    fn prepare(&self, id: SocketId) {
        let mut prepared = self.prepared.lock().unwrap_or_else(PoisonError::into_inner);
        prepared.insert(id, true);
    }
}

#[websocket_gateway]
impl Life {
    #[on_gateway_connection]
    async fn joined(&self, socket: Socket) -> Result<(), WsError> {
        journal::reached("Life", "joining", &socket);
        tokio::time::sleep(Duration::from_millis(50)).await;
        socket.join("greeted");
        self.prepare(socket.id());
        socket.emit("welcome", &socket.id())?;
        Ok(())
    }

    #[on_gateway_disconnect]
    async fn left(&self, socket: Socket, reason: DisconnectReason) {
        journal::reached("Life", "leaving", &socket);
        // A shutdown has to wait for it.
        tokio::time::sleep(Duration::from_millis(20)).await;
        journal::left("Life", &socket, reason);
    }

    #[subscribe_message("number")]
    fn number(&self, socket: Socket, #[message_body] number: u32) -> Value {
        json!({ "number": number, "prepared": self.is_prepared(socket.id()), "rooms": socket.rooms() })
    }

    #[subscribe_message("hold")]
    async fn hold(&self, socket: Socket) -> Result<&'static str, WsError> {
        journal::reached("Life", "holding", &socket);
        wait_for_client(&socket).await?;
        Ok("held")
    }
}
