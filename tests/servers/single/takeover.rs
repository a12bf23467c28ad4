//! `Secret` is for connections that others try to use.

use gateway_runtime::prelude::*;
use gateway_tests::journal;
use serde_json::json;

/// Its room `all` holds everyone.
#[websocket_gateway(namespace = "secret")]
struct Secret {
    #[websocket_server]
    server: Server<Secret>,
}

#[websocket_gateway]
impl Secret {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket) {
        socket.join("all");
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        journal::left("Secret", &socket, reason);
    }

    /// Whatever comes is noted, tells everyone, and is answered.
    #[subscribe_message("say")]
    async fn say(&self, socket: Socket, #[message_body] text: String) -> Result<String, WsError> {
        journal::note(
            &json!({ "gateway": "Secret", "what": "said", "id": socket.id(), "text": text }),
        );
        self.server.to("all").emit("said", &text).await?;
        Ok(text)
    }
}
