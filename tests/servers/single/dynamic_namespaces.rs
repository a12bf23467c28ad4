//! Gateways whose namespaces a pattern stands for.

use axum::routing::get;
use axum::{Json, Router};
use gateway_runtime::prelude::*;
use gateway_tests::unavailable;
use serde_json::{Value, json};

/// `GET /dynamic`: the namespaces of the chat that exist.
pub(crate) fn routes(chat: Server<Chat>) -> Router {
    let namespaces = async move || chat.namespaces().map(Json).map_err(unavailable);
    Router::new().route("/dynamic", get(namespaces))
}

/// One namespace for each room.
#[websocket_gateway(namespace = "chat/{room}")]
pub(crate) struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("where-am-i")]
    fn where_am_i(
        &self,
        namespace: Namespace,
        socket: Socket,
        #[param("room")] name: String,
    ) -> Value {
        json!([namespace.0, socket.namespace(), name])
    }

    #[subscribe_message("say")]
    async fn say(&self, server: Server, #[message_body] text: String) -> Result<(), WsError> {
        server.emit("said", &text).await?;
        Ok(())
    }
}

#[websocket_gateway(namespace = "numbers/{number}")]
struct Numbers;

#[websocket_gateway]
impl Numbers {
    /// Refuses what is no number.
    #[on_gateway_connection]
    fn joined(&self, NamespaceParams(_): NamespaceParams<u32>) {}
}
