//! `Closing` ends whole connections; `ClosingToo` is another namespace that the same clients are in.

use gateway_runtime::prelude::*;
use gateway_tests::{gate::Gate, journal};

#[derive(Deserialize)]
struct Auth {
    /// Whether the connection hook closes the connection.
    #[serde(default)]
    close: bool,
}

#[websocket_gateway(namespace = "closing", rename_all = "kebab-case")]
struct Closing {
    #[websocket_server]
    server: Server,
}

#[websocket_gateway]
impl Closing {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket, #[handshake_auth] auth: Auth) {
        if auth.close {
            socket.close();
        }
    }

    #[subscribe_message]
    fn join(&self, socket: Socket, #[message_body] room: String) {
        socket.join(room);
    }

    /// Closes the connection behind two events, one of them in the other namespace.
    #[subscribe_message]
    async fn close(
        &self,
        socket: Socket,
        #[inject] other: Server<ClosingToo>,
    ) -> Result<&'static str, WsError> {
        socket.emit("last-words", "here")?;
        other.to(socket.id()).emit("last-words", "there").await?;
        socket.close();
        Ok("answered")
    }

    #[subscribe_message]
    fn close_twice(&self, socket: Socket) {
        socket.close();
        socket.close();
        socket.disconnect();
    }

    #[subscribe_message]
    async fn close_room(&self, #[message_body] room: String) -> Result<(), WsError> {
        Ok(self.server.to(room).close().await?)
    }

    #[subscribe_message]
    async fn close_everyone(&self) -> Result<(), WsError> {
        Ok(self.server.close().await?)
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        journal::left("Closing", &socket, reason);
    }
}

#[websocket_gateway(namespace = "closing-too", rename_all = "kebab-case")]
pub(crate) struct ClosingToo;

#[websocket_gateway]
impl ClosingToo {
    /// Says how the emit goes that comes when the gate is opened.
    #[subscribe_message]
    async fn work(&self, socket: Socket, #[inject] gate: Gate) {
        journal::reached("ClosingToo", "working", &socket);
        gate.pass().await;
        let emitted = socket.emit("too-late", &()).err();
        let error = emitted.map(|error| error.to_string());
        journal::note(&serde_json::json!({ "what": "worked", "id": socket.id(), "error": error }));
    }

    #[subscribe_message]
    fn open(&self, #[inject] gate: Gate) {
        gate.open();
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        journal::left("ClosingToo", &socket, reason);
    }
}
