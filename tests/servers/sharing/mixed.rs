//! `Mixed` offers the verbs of clusters in which servers of Node are too: payloads of every kind, and all that is
//! known of a socket.

use std::time::Duration;

use gateway_runtime::prelude::*;
use gateway_runtime::{Acknowledgements, Broadcast};
use gateway_tests::recipients::Recipients;
use serde_json::{Value, json};

use crate::report::Report;
use crate::verbs::shown;

#[websocket_gateway(namespace = "verbs", rename_all = "kebab-case")]
struct Mixed {
    #[websocket_server]
    server: Server<Mixed>,
}

impl Mixed {
    fn chosen(&self, recipients: Recipients) -> Broadcast<Mixed> {
        recipients.refine(self.server.broadcast())
    }
}

/// Bytes at every depth.
#[derive(Serialize, Deserialize)]
struct Album {
    name: String,
    cover: Bytes,
    pages: Vec<Page>,
    thumbnails: Vec<Bytes>,
}

#[derive(Serialize, Deserialize)]
struct Page {
    number: f64,
    picture: Option<Bytes>,
}

/// Emitting.
#[websocket_gateway]
impl Mixed {
    /// Each of the values is an argument.
    #[subscribe_message]
    async fn emit_values(
        &self,
        #[message_body] recipients: Recipients,
        #[message_body] values: Vec<Value>,
    ) -> Result<Report, WsError> {
        let chosen = self.chosen(recipients);
        let emit = match values.as_slice() {
            [] => chosen.emit("heard", &()),
            [one] => chosen.emit("heard", one),
            [one, two] => chosen.emit("heard", &Args((one, two))),
            [one, two, three] => chosen.emit("heard", &Args((one, two, three))),
            _ => return Err(WsError::bad_request("there is a verb for three values")),
        };
        Ok(Report::on(emit).await?)
    }

    /// Any event; the client is told what is wrong with its name.
    #[subscribe_message]
    async fn emit_named(
        &self,
        #[message_body] recipients: Recipients,
        #[message_body] event: String,
        #[message_body] payload: Value,
    ) -> Result<Report, WsError> {
        let emit = self.chosen(recipients).emit(&event, &payload);
        Report::on(emit).await.map_err(shown)
    }

    #[subscribe_message]
    async fn emit_album(
        &self,
        #[message_body] recipients: Recipients,
        #[message_body] album: Album,
    ) -> Result<Report, WsError> {
        Ok(Report::on(self.chosen(recipients).emit("heard", &album)).await?)
    }

    /// Bytes in each of two arguments.
    #[subscribe_message]
    async fn emit_albums(
        &self,
        #[message_body] recipients: Recipients,
        #[message_body] album: Album,
        #[message_body] picture: Bytes,
    ) -> Result<Report, WsError> {
        let both = Args((album, picture));
        Ok(Report::on(self.chosen(recipients).emit("heard", &both)).await?)
    }
}

/// Asking.
#[websocket_gateway]
impl Mixed {
    /// What each client answers, or why it gave no answer; `patience` in milliseconds.
    #[subscribe_message]
    async fn ask_values(
        &self,
        #[message_body] recipients: Recipients,
        #[message_body] question: Value,
        #[message_body] patience: u64,
    ) -> Result<Vec<Value>, WsError> {
        let chosen = self.chosen(recipients);
        let chosen = chosen.timeout(Duration::from_millis(patience));
        let asked = chosen.emit_with_ack("question", &question).await?;
        let asked: Acknowledgements<Value> = asked;
        let answers = asked.all().await.into_iter().map(|(_, answer)| {
            answer.unwrap_or_else(|error| match error {
                EmitError::Timeout => json!("timeout"),
                error => json!(error.to_string()),
            })
        });
        Ok(answers.collect())
    }

    /// What each client answers, with bytes in it.
    #[subscribe_message]
    async fn ask_albums(
        &self,
        #[message_body] recipients: Recipients,
        #[message_body] picture: Bytes,
    ) -> Result<Vec<Album>, WsError> {
        let chosen = self.chosen(recipients);
        let asked: Acknowledgements<Album> = chosen.emit_with_ack("question", &picture).await?;
        let answers = asked.all().await.into_iter();
        let answers = answers.map(|(_, answer)| answer.map_err(shown));
        answers.collect()
    }

    /// What each socket answers that is asked by what was fetched of it.
    #[subscribe_message]
    async fn ask_each(
        &self,
        #[message_body] recipients: Recipients,
    ) -> Result<Vec<Value>, WsError> {
        let sockets = self.chosen(recipients).fetch_sockets().await;
        let mut answers = Vec::new();
        for socket in sockets.map_err(shown)? {
            let asked: Acknowledgements<Value> = socket
                .broadcast()
                .emit_with_ack("question", &"you?")
                .await?;
            for (_, answer) in asked.all().await {
                answers.push(answer.map_err(shown)?);
            }
        }
        Ok(answers)
    }
}

/// The headers that tests send.
const HEADERS: [&str; 5] = [
    "User-Agent",
    "X-Custom",
    "Cookie",
    "authorization",
    "x-missing",
];

/// The query that tests send.
#[derive(Serialize, Deserialize)]
struct Query {
    name: Option<String>,
    list: Option<String>,
    empty: Option<String>,
}

/// Moving.
#[websocket_gateway]
impl Mixed {
    #[subscribe_message]
    async fn close_quietly(&self, #[message_body] recipients: Recipients) -> Result<(), WsError> {
        self.chosen(recipients).close().await.map_err(shown)
    }

    #[subscribe_message]
    async fn disconnect_each(&self, #[message_body] recipients: Recipients) -> Result<(), WsError> {
        let sockets = self.chosen(recipients).fetch_sockets().await;
        for socket in sockets.map_err(shown)? {
            socket.disconnect().await.map_err(shown)?;
        }
        Ok(())
    }

    /// Everything that is known of each socket on all servers.
    #[subscribe_message]
    async fn know(&self, #[message_body] recipients: Recipients) -> Result<Vec<Value>, WsError> {
        let sockets = self.chosen(recipients).fetch_sockets().await;
        let known = sockets.map_err(shown)?.into_iter().map(|socket| {
            let handshake = socket.handshake();
            Ok(json!({
                "id": socket.id(),
                "rooms": socket.rooms(),
                "data": socket.data::<Value>()?,
                "request": {
                    "address": handshake.remote_address().map(|address| address.ip()),
                    "headers": HEADERS.map(|name| handshake.header(name)),
                    "query": handshake.query::<Query>()?,
                    "auth": handshake.auth::<Value>()?,
                },
            }))
        });
        known.collect()
    }
}
