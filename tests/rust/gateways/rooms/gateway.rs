//! `Rooms` has a method for each verb.

use std::time::Duration;

use gateway_runtime::{Acknowledgements, RemoteSocket, prelude::*};
use gateway_tests::recipients::Recipients;
use serde_json::{Value, json};

use crate::journal::{Journal, Left};

/// What everyone hears who is reached.
#[derive(Debug, PartialEq, Serialize, Deserialize, ServerEvent)]
#[event("heard")]
pub(super) struct Heard {
    text: Value,
}

impl Heard {
    pub(super) fn hi() -> Self {
        Self { text: "hi".into() }
    }
}

#[websocket_gateway(namespace = "rooms", rename_all = "kebab-case", emits(Heard))]
pub(super) struct Rooms {
    #[websocket_server]
    server: Server<Rooms>,
    #[inject]
    left: Journal<Left>,
}

/// Rooms.
#[websocket_gateway]
impl Rooms {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket) {
        socket.join("lobby");
    }

    #[subscribe_message]
    fn join(&self, socket: Socket, #[message_body] rooms: Vec<String>) {
        socket.join(rooms);
    }

    #[subscribe_message]
    fn leave(&self, socket: Socket, #[message_body] room: String) {
        socket.leave(room);
    }

    #[subscribe_message]
    fn my_rooms(&self, socket: Socket) -> Vec<String> {
        socket.rooms()
    }

    #[subscribe_message]
    async fn all_rooms(&self) -> Result<Vec<String>, WsError> {
        Ok(self.server.rooms().await?)
    }

    #[subscribe_message]
    async fn ids_in(&self, #[message_body] room: String) -> Result<Vec<SocketId>, WsError> {
        let sockets = self.server.to(room).fetch_sockets().await?;
        Ok(sockets.iter().map(RemoteSocket::id).collect())
    }

    #[subscribe_message]
    fn sockets_in(&self, #[message_body] room: String) -> Result<Vec<SocketId>, WsError> {
        let sockets = self.server.to(room).sockets()?;
        Ok(sockets.iter().map(Socket::id).collect())
    }

    #[subscribe_message]
    async fn move_all(
        &self,
        #[message_body] from: String,
        #[message_body] to: String,
    ) -> Result<(), WsError> {
        self.server.to(&*from).join(to).await?;
        self.server.to(&*from).leave(from).await?;
        Ok(())
    }
}

/// Emitting.
#[websocket_gateway]
impl Rooms {
    #[subscribe_message]
    async fn server_emit(
        &self,
        #[message_body] recipients: Recipients,
        #[message_body] text: String,
    ) -> Result<(), WsError> {
        recipients
            .refine(self.server.broadcast())
            .emit_event(&Heard { text: text.into() })
            .await?;
        Ok(())
    }

    #[subscribe_message]
    async fn socket_broadcast(
        &self,
        socket: Socket<Rooms>,
        #[message_body] recipients: Recipients,
        #[message_body] text: String,
    ) -> Result<(), WsError> {
        recipients
            .refine(socket.broadcast())
            .emit_event(&Heard { text: text.into() })
            .await?;
        Ok(())
    }

    #[subscribe_message]
    async fn socket_to(
        &self,
        socket: Socket,
        #[message_body] room: String,
        #[message_body] text: String,
    ) -> Result<(), WsError> {
        socket
            .to(room)
            .emit("heard", &Heard { text: text.into() })
            .await?;
        Ok(())
    }

    #[subscribe_message]
    async fn socket_within(
        &self,
        socket: Socket,
        #[message_body] room: String,
        #[message_body] text: String,
    ) -> Result<(), WsError> {
        socket
            .within(room)
            .emit("heard", &Heard { text: text.into() })
            .await?;
        Ok(())
    }

    #[subscribe_message]
    async fn socket_except(
        &self,
        socket: Socket,
        #[message_body] room: String,
        #[message_body] text: String,
    ) -> Result<(), WsError> {
        socket
            .except(room)
            .emit("heard", &Heard { text: text.into() })
            .await?;
        Ok(())
    }

    #[subscribe_message]
    async fn socket_local(
        &self,
        socket: Socket,
        #[message_body] text: String,
    ) -> Result<(), WsError> {
        socket
            .local()
            .emit("heard", &Heard { text: text.into() })
            .await?;
        Ok(())
    }

    #[subscribe_message]
    fn socket_emit(
        &self,
        socket: Socket<Rooms>,
        #[message_body] text: String,
    ) -> Result<(), WsError> {
        socket.emit_event(&Heard { text: text.into() })?;
        Ok(())
    }

    #[subscribe_message]
    fn emit_volatile(&self, socket: Socket, #[message_body] text: String) -> Result<(), WsError> {
        socket.emit_volatile("heard", &Heard { text: text.into() })?;
        Ok(())
    }

    /// Several arguments, a tuple, no argument: what arrives is the test's concern.
    #[subscribe_message]
    async fn shapes(&self, socket: Socket) -> Result<(), WsError> {
        socket.emit("shape", &Args((1, "two")))?;
        socket.emit("shape", &(1, "two"))?;
        socket.emit("shape", &())?;
        self.server
            .to(socket.id())
            .emit("shape", &Args((1, "two")))
            .await?;
        self.server
            .to(socket.id())
            .emit("shape", &(1, "two"))
            .await?;
        self.server.to(socket.id()).emit("shape", &Some(1)).await?;
        Ok(())
    }
}

/// Asking, and ending.
#[websocket_gateway]
impl Rooms {
    #[subscribe_message]
    async fn ask_me(
        &self,
        socket: Socket,
        #[message_body] question: Value,
    ) -> Result<Value, WsError> {
        Ok(answer(socket.emit_with_ack("question", &question).await))
    }

    #[subscribe_message]
    async fn ask_one(
        &self,
        #[message_body] id: SocketId,
        #[message_body] question: Value,
    ) -> Result<Value, WsError> {
        let Some(socket) = self.server.socket(id) else {
            return Err(WsError::not_found("nobody has this id"));
        };
        Ok(answer(socket.emit_with_ack("question", &question).await))
    }

    /// The first two arguments that the client answers with.
    #[subscribe_message]
    async fn ask_me_twice(&self, socket: Socket) -> Result<Value, WsError> {
        let asked: Result<Args<(u32, Option<String>)>, _> =
            socket.emit_with_ack("question", &"what two?").await;
        Ok(asked.map_or_else(reason, |Args((number, text))| json!([number, text])))
    }

    /// The same of everyone in a room.
    #[subscribe_message]
    async fn ask_room_twice(&self, #[message_body] room: String) -> Result<Value, WsError> {
        let asked: Acknowledgements<Args<(u32, Option<String>)>> = self
            .server
            .to(room)
            .emit_with_ack("question", &"what two?")
            .await?;
        let answers = asked.all().await.into_iter();
        Ok(answers
            .map(|(id, answer)| match answer {
                Ok(Args((number, text))) => json!([id, [number, text]]),
                Err(error) => json!([id, reason(error)]),
            })
            .collect())
    }

    /// `patience` in milliseconds.
    #[subscribe_message]
    async fn ask_room(
        &self,
        #[message_body] room: String,
        #[message_body] patience: u64,
    ) -> Result<Value, WsError> {
        let asked: Acknowledgements<u32> = self
            .server
            .to(room)
            .timeout(Duration::from_millis(patience))
            .emit_with_ack("question", &"how many?")
            .await?;
        let answers = asked.all().await;
        Ok(answers
            .into_iter()
            .map(|(id, number)| json!([id, answer(number.map(Value::from))]))
            .collect())
    }

    #[subscribe_message]
    fn disconnect_one(&self, #[message_body] id: SocketId) -> bool {
        let socket = self.server.socket(id);
        if let Some(socket) = &socket {
            socket.disconnect();
        }
        socket.is_some()
    }

    #[subscribe_message]
    async fn disconnect_room(&self, #[message_body] room: String) -> Result<(), WsError> {
        Ok(self.server.to(room).disconnect().await?)
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        self.left.left("Rooms", &socket, reason);
    }
}

/// Why there is no answer, in words.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the form that `map_or_else` takes"
)]
fn reason(error: EmitError) -> Value {
    json!(error.to_string())
}

/// The answer of a client, or what became of it.
fn answer(answer: Result<Value, EmitError>) -> Value {
    match answer {
        Ok(answer) => answer,
        Err(EmitError::Timeout) => json!("timeout"),
        Err(EmitError::Acknowledgement(_)) => json!("undecodable"),
        Err(EmitError::Disconnected) => json!("disconnected"),
        Err(error) => json!(error.to_string()),
    }
}
