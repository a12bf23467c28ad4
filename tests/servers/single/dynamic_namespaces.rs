//! Gateways whose namespaces a pattern stands for.

use std::sync::{Mutex, PoisonError};

use axum::routing::get;
use axum::{Json, Router};
use gateway_runtime::prelude::*;
use gateway_tests::{journal, unavailable};
use serde_json::{Value, json};

#[derive(Serialize, Deserialize)]
struct Place {
    shop: String,
    table: u32,
}

/// `GET /dynamic`: the namespaces of the chat that exist.
pub(crate) fn routes(chat: Server<Chat>) -> Router {
    let namespaces = async move || chat.namespaces().map(Json).map_err(unavailable);
    Router::new().route("/dynamic", get(namespaces))
}

/// One namespace for each room.
#[websocket_gateway(namespace = "chat/{room}")]
pub(crate) struct Chat {
    #[websocket_server]
    server: Server<Chat>,
    /// Of the namespace of whoever asked for it.
    kept: Mutex<Option<Server>>,
}

#[websocket_gateway]
impl Chat {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket, #[param] room: String) -> Result<(), WsError> {
        if room == "closed" {
            return Err(WsError::forbidden("the room is closed"));
        }
        journal::reached("Chat", &format!("joined {room}"), &socket);
        Ok(())
    }

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

    /// Keeps the handle to this namespace for whoever comes later.
    #[subscribe_message("keep")]
    fn keep(&self, server: Server) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(server);
    }

    #[subscribe_message("say-through-kept")]
    async fn say_through_kept(&self, #[message_body] text: String) -> Result<(), WsError> {
        let kept = self
            .kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some(server) = kept {
            server.emit("said", &text).await?;
        }
        Ok(())
    }

    /// In another room than the caller's.
    #[subscribe_message("say-in")]
    async fn say_in(
        &self,
        #[message_body] room: String,
        #[message_body] text: String,
    ) -> Result<(), WsError> {
        self.server
            .of(format!("chat/{room}"))
            .emit("said", &text)
            .await?;
        Ok(())
    }

    #[subscribe_message("say-to-others")]
    async fn say_to_others(
        &self,
        socket: Socket,
        #[message_body] text: String,
    ) -> Result<(), WsError> {
        socket.broadcast().emit("said", &text).await?;
        Ok(())
    }

    /// Without saying where.
    #[subscribe_message("say-nowhere")]
    async fn say_nowhere(&self) -> Result<(), WsError> {
        let error = self.server.emit("said", "nowhere").await.err();
        let elsewhere = self
            .server
            .of("/elsewhere/7")
            .emit("said", "elsewhere")
            .await
            .err();
        match (error, elsewhere) {
            (Some(EmitError::NoNamespace), Some(EmitError::NoNamespace)) => Ok(()),
            other => Err(WsError::conflict(format!("{other:?}"))),
        }
    }

    #[subscribe_message("namespaces")]
    fn namespaces(&self) -> Result<Vec<String>, WsError> {
        Ok(self.server.namespaces()?)
    }

    #[subscribe_message("kick")]
    fn kick(&self, socket: Socket) {
        socket.disconnect();
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        journal::left("Chat", &socket, reason);
    }
}

#[websocket_gateway(namespace = "shops/{shop}/tables/{table}")]
struct Tables;

#[websocket_gateway]
impl Tables {
    #[subscribe_message("where-am-i")]
    fn where_am_i(&self, NamespaceParams(place): NamespaceParams<Place>) -> Place {
        place
    }

    #[subscribe_message("table")]
    fn table(&self, #[param] table: u32) -> u32 {
        table
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

/// A fixed name beside the pattern wins.
#[websocket_gateway(namespace = "chat/lobby")]
struct Lobby;

#[websocket_gateway]
impl Lobby {
    #[subscribe_message("where-am-i")]
    fn where_am_i(&self) -> &'static str {
        "in the lobby"
    }
}

/// Everything below.
#[websocket_gateway(namespace = "files/{*path}")]
struct Files;

#[websocket_gateway]
impl Files {
    #[subscribe_message("where-am-i")]
    fn where_am_i(&self, #[param] path: String) -> String {
        path
    }
}
