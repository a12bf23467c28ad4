//! `Forms` has a method for each form of parameters and of answers.

use futures_util::{Stream, stream};
use gateway_runtime::prelude::*;
use schemars::JsonSchema;

/// What clients log in with.
#[derive(Deserialize, JsonSchema)]
struct Login {
    token: String,
}

/// A number that goes up.
#[derive(Serialize, ServerEvent, JsonSchema)]
#[event("tick")]
struct Tick {
    number: u32,
}

#[derive(Serialize, JsonSchema)]
struct Sold {
    left: u32,
}

/// A type that says nothing of itself.
#[derive(Serialize, Deserialize)]
struct Opaque(u8);

/// Everything that a method may be.
#[websocket_gateway(namespace = "forms", emits(Tick, "said" = Args<(String, String)>, "done" = ()))]
struct Forms;

#[websocket_gateway]
impl Forms {
    #[on_gateway_connection]
    fn joined(&self, #[handshake_auth] login: Login) -> Result<(), WsError> {
        if login.token.is_empty() {
            Err(WsError::unauthorized("log in first"))
        } else {
            Ok(())
        }
    }

    #[subscribe_message("nothing")]
    fn nothing(&self) {}

    #[subscribe_message("value", "value-too")]
    async fn value(&self, #[message_body] text: String) -> String {
        std::future::ready(()).await;
        text
    }

    /// Says it.
    ///
    /// To all.
    #[subscribe_message("say")]
    fn say(
        &self,
        #[message_body] text: String,
        #[message_body] loud: Option<bool>,
        #[message_body] r#in: Option<u8>,
    ) -> Result<Args<(u8, String)>, WsError> {
        match r#in {
            Some(hours) => Ok(Args((hours, format!("{text}{}", loud.unwrap_or_default())))),
            None => Err(WsError::bad_request("when?")),
        }
    }

    #[subscribe_message("keys")]
    fn keys(
        &self,
        #[message_body("name")] name: String,
        #[message_body("age")] age: Option<u8>,
    ) -> Option<String> {
        age.map(|age| format!("{name} {age}"))
    }

    #[subscribe_message("event")]
    fn event(&self) -> WsResponse<Tick> {
        WsResponse::event(Tick { number: 1 })
    }

    #[subscribe_message("stream")]
    fn stream(&self, #[message_body] to: u32) -> impl Stream<Item = WsResponse<Tick>> + use<> {
        stream::iter((1..=to).map(|number| WsResponse::event(Tick { number })))
    }

    #[subscribe_message("by-hand")]
    fn by_hand(&self, ack: Ack<Sold>) {
        ack.send(Sold { left: 1 });
    }

    #[subscribe_message("binary")]
    fn binary(&self, #[message_body] data: Bytes) -> Bytes {
        data
    }

    #[subscribe_message("opaque")]
    fn opaque(&self, #[message_body] opaque: Opaque) -> Opaque {
        opaque
    }

    /// Counts the rest.
    #[subscribe_message(fallback)]
    fn rest(&self, event: EventName) -> usize {
        event.0.len()
    }
}
