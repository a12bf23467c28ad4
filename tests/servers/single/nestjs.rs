//! `NestGateway` is the gateway of a NestJS user, written here: one method for each row of the comparison
//! in the README.

use futures_util::{Stream, StreamExt as _, stream};
use garde::Validate;
use gateway_runtime::prelude::*;
use gateway_tests::journal;
use serde_json::{Value, json};

use crate::handshake::Greeting;

#[derive(Serialize, Deserialize, Validate)]
struct CreateUser {
    #[garde(length(min = 1))]
    name: String,
    #[garde(skip)]
    age: u8,
}

/// A custom parameter decorator.
struct User(String);

impl FromMessage for User {
    fn from_message(message: &mut Message) -> Result<Self, WsError> {
        let socket = message.socket();
        Ok(Self(format!("user of {}", socket.namespace())))
    }
}

#[derive(Serialize, ServerEvent)]
#[event("declared")]
struct Declared {
    data: u32,
}

#[websocket_gateway(namespace = "nestjs", rename_all = "camelCase", emits(Declared))]
struct NestGateway {
    #[websocket_server]
    server: Server<NestGateway>,
    #[inject]
    greeting: Greeting,
}

#[websocket_gateway]
impl NestGateway {
    #[on_gateway_init]
    fn after_init(&self, server: Server<NestGateway>, #[inject] greeting: Greeting) {
        journal::note(&json!({
            "gateway": "NestGateway",
            "what": "init",
            "namespace": server.namespace(),
            "greeting": greeting.0,
        }));
    }

    #[on_gateway_connection]
    async fn handle_connection(
        &self,
        #[connected_socket] client: Socket<NestGateway>,
        handshake: Handshake,
        #[handshake_auth] auth: Option<Value>,
    ) {
        journal::note(&json!({
            "gateway": "NestGateway",
            "what": "connected",
            "id": client.id(),
            "auth": auth,
            "agent": handshake.header("user-agent").is_some(),
        }));
    }

    #[on_gateway_disconnect]
    async fn handle_disconnect(
        &self,
        #[connected_socket] client: Socket,
        reason: DisconnectReason,
    ) {
        journal::left("NestGateway", &client, reason);
    }

    #[subscribe_message("events", "other-events")]
    fn several(&self, event: EventName) -> String {
        event.0
    }

    #[subscribe_message]
    fn own_name(&self) -> &'static str {
        "ownName"
    }

    #[subscribe_message(fallback)]
    fn anything_else(&self, event: EventName) -> String {
        format!("fallback of {}", event.0)
    }

    #[subscribe_message("body")]
    fn body(&self, #[message_body] user: CreateUser) -> CreateUser {
        user
    }

    #[subscribe_message("body-key")]
    fn body_key(&self, #[message_body("name")] name: String) -> String {
        name
    }

    #[subscribe_message("body-pipe")]
    fn body_pipe(&self, #[message_body(validate)] user: CreateUser) -> String {
        user.name
    }

    #[subscribe_message("bodies")]
    fn bodies(&self, #[message_body] first: u8, #[message_body] second: String) -> Value {
        json!({ "first": first, "second": second })
    }

    #[subscribe_message("socket")]
    fn socket(&self, #[connected_socket] client: Socket) -> SocketId {
        client.id()
    }

    #[subscribe_message("ack")]
    fn ack(&self, #[ack] ack: Ack<Args<(u8, &'static str)>>) {
        ack.send(Args((1, "two")));
    }

    #[subscribe_message("custom")]
    fn custom(&self, user: User) -> String {
        user.0
    }

    #[subscribe_message("provided")]
    fn provided(&self) -> &'static str {
        self.greeting.0
    }

    #[subscribe_message("nothing")]
    fn nothing(&self) {}

    #[subscribe_message("value")]
    fn value(&self) -> Value {
        json!({ "event": "not-emitted", "data": 1 })
    }

    #[subscribe_message("null")]
    fn null(&self) -> Option<u8> {
        None
    }

    #[subscribe_message("promise")]
    async fn promise(&self) -> u8 {
        tokio::task::yield_now().await;
        7
    }

    #[subscribe_message("ws-response")]
    fn ws_response(&self) -> WsResponse<u8> {
        WsResponse::new("response", 7)
    }

    #[subscribe_message("observable")]
    fn observable(&self) -> impl Stream<Item = WsResponse<u8>> + use<> {
        stream::iter(1..=3).map(|number| WsResponse::new("response", number))
    }

    #[subscribe_message("observable-error")]
    fn observable_error(&self) -> impl Stream<Item = Result<WsResponse<u8>, WsError>> + use<> {
        stream::iter([
            Ok(WsResponse::new("response", 1)),
            Err(WsError::conflict("mid-way")),
        ])
    }

    #[subscribe_message("throws")]
    fn throws(&self) -> Result<(), WsError> {
        Err(WsError::new("my_code", "boom"))
    }

    #[subscribe_message("ack-error")]
    fn ack_error(&self, ack: Ack<u8>, #[message_body] is_used: bool) -> Result<(), WsError> {
        if is_used {
            ack.send(7);
        }
        Err(WsError::conflict("boom"))
    }

    #[subscribe_message("broadcast")]
    async fn broadcast(&self, #[message_body] data: u32) -> Result<(), WsError> {
        self.server.emit_event(&Declared { data }).await?;
        Ok(())
    }
}
