//! One gateway serves all namespaces that its pattern stands for; a namespace comes with its first client and goes with its
//! last.

mod ending;
mod life;
mod names;
mod shares;

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use gateway_runtime::{GatewayAppBuilder, prelude::*, testing::TestApp};
use serde_json::{Value, json};

use crate::journal::{Journal, Left};

/// How long a namespace stays after its last client has left, and a little more.
const GOES: Duration = Duration::from_millis(1_100);

fn builder() -> GatewayAppBuilder {
    noting(&Journal::default())
}

/// The chat notes who has left it.
fn noting(left: &Journal<Left>) -> GatewayAppBuilder {
    GatewayApp::builder()
        .provide(left.clone())
        .only::<(Chat, Tables, Numbers, Lobby, Files)>()
}

/// The namespaces of the chat that exist.
fn namespaces(app: &TestApp) -> Vec<String> {
    let mut namespaces = app.server::<Chat>().namespaces().unwrap();
    namespaces.sort();
    namespaces
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Place {
    shop: String,
    table: u32,
}

/// One namespace for each room.
#[websocket_gateway(namespace = "chat/{room}")]
struct Chat {
    #[websocket_server]
    server: Server<Chat>,
    /// Of the namespace of whoever asked for it.
    kept: Mutex<Option<Server>>,
    #[inject]
    left: Journal<Left>,
}

#[websocket_gateway]
impl Chat {
    #[on_gateway_connection]
    fn joined(&self, #[param] room: String) -> Result<(), WsError> {
        match &*room {
            "closed" => Err(WsError::forbidden("the room is closed")),
            _ => Ok(()),
        }
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

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        self.left.left("Chat", &socket, reason);
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
