//! `Chat` is a gateway to look at.

use gateway_runtime::prelude::*;

#[websocket_gateway(namespace = "chat")]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("join")]
    fn join(&self, socket: Socket, #[message_body] room: String) -> String {
        socket.join(&room);
        room
    }

    #[subscribe_message("say")]
    async fn say(
        &self,
        server: Server,
        #[message_body] room: String,
        #[message_body] text: String,
    ) -> Result<bool, WsError> {
        let delivery = server.within(room).emit("said", &text).await?;
        Ok(delivery.shared.is_ok())
    }
}
