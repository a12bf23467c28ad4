//! `Flood` is for a client that sends far more than it may have in work.

use gateway_runtime::prelude::*;
use gateway_tests::journal;
use tokio::sync::Semaphore;

#[websocket_gateway(namespace = "flood", rename_all = "kebab-case")]
struct Flood {
    #[default = Semaphore::new(0)]
    gate: Semaphore,
}

#[websocket_gateway]
impl Flood {
    /// Is in work until another client lets go.
    #[subscribe_message]
    async fn hold(&self, #[message_body] number: u32) -> Result<u32, WsError> {
        let passed = self.gate.acquire().await;
        passed.map(|_| number).map_err(WsError::internal)
    }

    #[subscribe_message]
    fn let_go(&self) {
        self.gate.add_permits(1);
    }

    #[subscribe_message]
    fn echo(&self, #[message_body] number: u32) -> u32 {
        number
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        journal::left("Flood", &socket, reason);
    }
}
