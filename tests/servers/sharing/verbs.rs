//! `Verbs` offers its clients the verbs that reach the clients of all servers.

use std::time::Duration;

use gateway_runtime::prelude::*;
use gateway_runtime::{Acknowledgements, Broadcast, RemoteSocket};
use gateway_tests::journal;
use gateway_tests::recipients::Recipients;
use serde_json::{Value, json};

use crate::report::{Answers, Report};

/// What everyone hears who is reached.
#[derive(Serialize, ServerEvent)]
#[event("heard")]
pub(crate) struct Heard(pub(crate) Value);

/// More than a sender has in work while Redis is silent.
#[websocket_gateway(
    namespace = "verbs",
    rename_all = "kebab-case",
    emits(Heard),
    max_in_flight = 1_000
)]
pub(crate) struct Verbs {
    #[websocket_server]
    server: Server<Verbs>,
}

impl Verbs {
    fn chosen(&self, recipients: Recipients) -> Broadcast<Verbs> {
        recipients.refine(self.server.broadcast())
    }
}

/// What concerns the client alone.
#[websocket_gateway]
impl Verbs {
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

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        journal::left("Verbs", &socket, reason);
    }
}

/// Emitting.
#[websocket_gateway]
impl Verbs {
    #[subscribe_message]
    async fn emit(
        &self,
        #[message_body] recipients: Recipients,
        #[message_body] payload: Value,
    ) -> Result<Report, WsError> {
        let emit = self.chosen(recipients).emit_event(&Heard(payload));
        Ok(Report::on(emit).await?)
    }

    #[subscribe_message]
    async fn emit_bytes(
        &self,
        #[message_body] recipients: Recipients,
        #[message_body] bytes: Bytes,
    ) -> Result<Report, WsError> {
        let chosen = self.chosen(recipients);
        let payload = Args(("bytes", bytes));
        Ok(Report::on(chosen.emit("heard", &payload)).await?)
    }

    #[subscribe_message]
    async fn socket_broadcast(
        &self,
        socket: Socket<Verbs>,
        #[message_body] recipients: Recipients,
        #[message_body] payload: Value,
    ) -> Result<Report, WsError> {
        let chosen = recipients.refine(socket.broadcast());
        Ok(Report::on(chosen.emit_event(&Heard(payload))).await?)
    }

    /// `patience` in milliseconds.
    #[subscribe_message]
    async fn ask_all(
        &self,
        #[message_body] recipients: Recipients,
        #[message_body] patience: u64,
    ) -> Result<Answers, WsError> {
        let chosen = self.chosen(recipients);
        let chosen = chosen.timeout(Duration::from_millis(patience));
        let asked = chosen.emit_with_ack("question", &"how many?").await?;
        Ok(Answers::of(asked).await)
    }
}

/// What a client answers in two arguments.
type Two = Args<(u32, String)>;

/// Asking for more than one argument.
#[websocket_gateway]
impl Verbs {
    #[subscribe_message]
    async fn ask_all_for_two(
        &self,
        #[message_body] recipients: Recipients,
    ) -> Result<Vec<(Option<SocketId>, u32, String)>, WsError> {
        let chosen = self.chosen(recipients);
        let asked: Acknowledgements<Two> = chosen.emit_with_ack("question", &"what two?").await?;
        let answers = asked.all().await.into_iter().map(|(id, answer)| {
            let Args((number, text)) = answer.map_err(shown)?;
            Ok((id, number, text))
        });
        answers.collect()
    }
}

/// Their rooms, and their end.
#[websocket_gateway]
impl Verbs {
    #[subscribe_message]
    async fn join_all(
        &self,
        #[message_body] recipients: Recipients,
        #[message_body] rooms: Vec<String>,
    ) -> Result<(), WsError> {
        self.chosen(recipients).join(rooms).await.map_err(shown)
    }

    #[subscribe_message]
    async fn leave_all(
        &self,
        #[message_body] recipients: Recipients,
        #[message_body] rooms: Vec<String>,
    ) -> Result<(), WsError> {
        self.chosen(recipients).leave(rooms).await.map_err(shown)
    }

    #[subscribe_message]
    async fn disconnect_all(&self, #[message_body] recipients: Recipients) -> Result<(), WsError> {
        self.chosen(recipients).disconnect().await.map_err(shown)
    }

    #[subscribe_message]
    async fn fetch_sockets(
        &self,
        #[message_body] recipients: Recipients,
    ) -> Result<Vec<SocketId>, WsError> {
        let sockets = self.chosen(recipients).fetch_sockets().await;
        let sockets = sockets.map_err(shown)?;
        Ok(sockets.iter().map(RemoteSocket::id).collect())
    }

    /// What is known of each socket on all servers.
    #[subscribe_message]
    async fn describe_sockets(
        &self,
        #[message_body] recipients: Recipients,
    ) -> Result<Vec<Value>, WsError> {
        let sockets = self.chosen(recipients).fetch_sockets().await;
        let described = sockets.map_err(shown)?.into_iter().map(|socket| {
            let handshake = socket.handshake();
            Ok(json!({
                "id": socket.id(),
                "rooms": socket.rooms(),
                "namespace": socket.namespace(),
                "has_address": handshake.remote_address().is_some(),
                "agent": handshake.header("User-Agent"),
                "cookie": handshake.header("cookie"),
                "secret": handshake.header("x-secret"),
                "data": socket.data::<Value>()?,
            }))
        });
        described.collect()
    }

    /// Reads what was shared as what it may not be.
    #[subscribe_message]
    async fn numbers(&self, #[message_body] recipients: Recipients) -> Result<Vec<Value>, WsError> {
        let sockets = self.chosen(recipients).fetch_sockets().await;
        let numbers = sockets.map_err(shown)?.into_iter().map(|socket| {
            let number = socket.data::<u32>();
            number.map_or_else(|error| json!(error.to_string()), |number| json!(number))
        });
        Ok(numbers.collect())
    }

    #[subscribe_message]
    async fn count(&self, #[message_body] recipients: Recipients) -> Result<usize, WsError> {
        self.chosen(recipients).count().await.map_err(shown)
    }

    #[subscribe_message]
    fn share(&self, socket: Socket, #[message_body] data: Value) -> Result<(), WsError> {
        Ok(socket.share_data(&data)?)
    }

    /// Does something with each socket by what was fetched of it.
    #[subscribe_message]
    async fn greet_and_move(
        &self,
        #[message_body] recipients: Recipients,
        #[message_body] from: String,
        #[message_body] to: String,
    ) -> Result<(), WsError> {
        let sockets = self.chosen(recipients).fetch_sockets().await;
        for socket in sockets.map_err(shown)? {
            socket.join(&to).await.map_err(shown)?;
            socket.leave(&from).await.map_err(shown)?;
            socket.emit_event(&Heard(json!(socket.id()))).await?;
        }
        Ok(())
    }

    /// Ends each connection by what was fetched of it.
    #[subscribe_message]
    async fn close_each(&self, #[message_body] recipients: Recipients) -> Result<(), WsError> {
        let sockets = self.chosen(recipients).fetch_sockets().await;
        for socket in sockets.map_err(shown)? {
            socket.close().await.map_err(shown)?;
        }
        Ok(())
    }

    /// Closes the connections behind an event.
    #[subscribe_message]
    async fn close_all(&self, #[message_body] recipients: Recipients) -> Result<(), WsError> {
        let last = self
            .chosen(recipients.clone())
            .emit_event(&Heard(json!("last")));
        last.await.map_err(shown)?;
        self.chosen(recipients).close().await.map_err(shown)
    }

    #[subscribe_message]
    async fn rooms(&self, #[message_body] recipients: Recipients) -> Result<Vec<String>, WsError> {
        self.chosen(recipients).rooms().await.map_err(shown)
    }

    #[subscribe_message]
    async fn server_count(&self) -> Result<usize, WsError> {
        self.server.server_count().await.map_err(shown)
    }
}

/// What the client is told: an internal error would be a secret.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the form that `map_err` takes"
)]
fn shown(error: EmitError) -> WsError {
    WsError::unavailable(error.to_string())
}

/// Another namespace, with rooms of the same names.
#[websocket_gateway(namespace = "elsewhere", rename_all = "kebab-case", emits(Heard))]
pub(crate) struct Elsewhere {
    #[websocket_server]
    server: Server<Elsewhere>,
}

#[websocket_gateway]
impl Elsewhere {
    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        journal::left("Elsewhere", &socket, reason);
    }

    #[subscribe_message]
    fn join(&self, socket: Socket, #[message_body] rooms: Vec<String>) {
        socket.join(rooms);
    }

    #[subscribe_message]
    async fn emit(
        &self,
        #[message_body] recipients: Recipients,
        #[message_body] payload: Value,
    ) -> Result<Report, WsError> {
        let chosen = recipients.refine(self.server.broadcast());
        Ok(Report::on(chosen.emit_event(&Heard(payload))).await?)
    }
}
