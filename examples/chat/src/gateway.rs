//! `ChatGateway` is the gateway of this example: what clients may send, and what they receive.

use gateway_runtime::prelude::*;
use tracing::info;

/// What a client sends: the name of its user.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct SendMessage {
    pub(crate) name: String,
}

/// What every connected client receives. `Deserialize` is for the tests, which are clients.
#[derive(Debug, PartialEq, Serialize, Deserialize, ServerEvent)]
#[event("receive-message")]
pub(crate) struct ReceiveMessage {
    pub(crate) data: String,
}

#[websocket_gateway(emits(ReceiveMessage))]
pub(crate) struct ChatGateway {
    #[websocket_server]
    server: Server<ChatGateway>,
}

#[websocket_gateway]
impl ChatGateway {
    /// Greets everyone; the returned value is the acknowledgement.
    #[subscribe_message("send-message")]
    async fn send_message(
        &self,
        #[message_body] body: SendMessage,
    ) -> Result<SendMessage, WsError> {
        let greeting = ReceiveMessage {
            data: format!("Hello {}", body.name),
        };
        self.server.emit_event(&greeting).await?;
        Ok(body)
    }

    #[on_gateway_connection]
    fn joined(&self, #[connected_socket] socket: Socket) {
        info!(id = %socket.id(), "connected");
    }

    #[on_gateway_disconnect]
    fn left(&self, #[connected_socket] socket: Socket, reason: DisconnectReason) {
        info!(id = %socket.id(), %reason, "disconnected");
    }
}
