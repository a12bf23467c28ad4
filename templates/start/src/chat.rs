//! `ChatGateway` passes the messages of each client on to everybody.

use gateway_runtime::prelude::*;

use crate::history::History;

/// What a client sends, and what everybody receives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ServerEvent)]
#[event("message")]
pub struct Message {
    pub name: String,
    pub text: String,
}

#[websocket_gateway(emits(Message))]
pub struct ChatGateway {
    #[websocket_server]
    server: Server<ChatGateway>,
    #[inject]
    history: Arc<History>,
}

#[websocket_gateway]
impl ChatGateway {
    /// `emit("send-message", { name, text }, callback)`: the callback gets what everybody gets, or the error.
    #[subscribe_message("send-message")]
    async fn send_message(&self, #[message_body] message: Message) -> Result<Message, WsError> {
        if message.text.trim().is_empty() {
            return Err(WsError::bad_request("a message needs a text"));
        }
        self.history.add(message.clone());
        self.server.emit_event(&message).await?;
        Ok(message)
    }

    /// `emit("messages", callback)`: the messages so far.
    #[subscribe_message("messages")]
    fn messages(&self) -> Vec<Message> {
        self.history.all()
    }

    #[on_gateway_connection]
    fn joined(&self, socket: Socket) {
        tracing::info!(id = %socket.id(), "connected");
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        tracing::info!(id = %socket.id(), %reason, "disconnected");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A gateway without an app: what it emits reaches nobody.
    fn gateway() -> ChatGateway {
        ChatGateway {
            server: Server::detached(),
            history: Arc::default(),
        }
    }

    fn message(text: &str) -> Message {
        Message {
            name: "An".to_owned(),
            text: text.to_owned(),
        }
    }

    #[tokio::test]
    async fn a_message_is_answered_and_kept() -> Result<(), WsError> {
        let gateway = gateway();
        let sent = message("hello");
        assert_eq!(gateway.send_message(sent.clone()).await?, sent);
        assert_eq!(gateway.messages(), [sent]);
        Ok(())
    }

    #[tokio::test]
    async fn a_message_without_text_is_refused() {
        let gateway = gateway();
        let refused = gateway.send_message(message(" ")).await;
        assert_eq!(
            refused.err().as_ref().map(WsError::code),
            Some("bad_request")
        );
        assert_eq!(gateway.messages(), []);
    }
}
