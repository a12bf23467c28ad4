//! The gateways of the page "Handlers".

use std::time::Duration;

use futures_util::{Stream, StreamExt, stream};
use gateway_runtime::GatewayAppBuilder;
use gateway_runtime::prelude::*;

use crate::Barrier;

pub(crate) fn app(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    builder.only::<(Barrier, TakingGateway, AnsweringGateway, NamesGateway)>()
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

#[websocket_gateway(namespace = "taking")]
struct TakingGateway;

#[websocket_gateway]
impl TakingGateway {
    #[subscribe_message("whole")]
    fn whole(&self, #[message_body] data: Named) -> String {
        data.name
    }

    #[subscribe_message("member")]
    fn member(&self, #[message_body("id")] id: u32) -> u32 {
        id
    }

    // emit("several", 2, 3)
    #[subscribe_message("several")]
    fn several(&self, #[message_body] first: u32, #[message_body] second: u32) -> u32 {
        first * second
    }

    // The socket needs no attribute, the body does.
    #[subscribe_message("undecorated", "both")]
    fn both(&self, client: Socket, #[message_body] data: String) -> Result<String, WsError> {
        client.emit("echo", &data)?;
        Ok(data)
    }
}

#[derive(Serialize)]
struct Total {
    total: u32,
}

#[websocket_gateway(namespace = "answering")]
struct AnsweringGateway;

#[websocket_gateway]
impl AnsweringGateway {
    #[subscribe_message("value")]
    fn value(&self) -> Total {
        Total { total: 7 }
    }

    #[subscribe_message("later")]
    async fn later(&self) -> u32 {
        tokio::time::sleep(Duration::from_millis(5)).await;
        7
    }

    #[subscribe_message("by-hand")]
    fn by_hand(&self, #[message_body] name: String, #[ack] ack: Ack<String>) {
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(5)).await;
            ack.send(format!("Hello {name}"));
        });
    }

    #[subscribe_message("event")]
    fn event(&self, #[message_body] data: String) -> WsResponse<String> {
        WsResponse::new("told", data)
    }

    #[subscribe_message("perhaps")]
    fn perhaps(&self, #[message_body] loud: bool) -> Option<WsResponse<&'static str>> {
        loud.then(|| WsResponse::new("told", "hey"))
    }

    #[subscribe_message("count")]
    fn count(&self, #[message_body] to: u32) -> impl Stream<Item = WsResponse<u32>> + use<> {
        stream::iter(1..=to).map(|number| WsResponse::new("number", number))
    }

    #[subscribe_message("count-and-fail")]
    fn count_and_fail(&self) -> impl Stream<Item = Result<WsResponse<u32>, WsError>> + use<> {
        let failed = Err(WsError::conflict("no more"));
        stream::iter([Ok(WsResponse::new("number", 1)), failed])
    }
}

struct ChatEvent;

impl ChatEvent {
    const SEND: &str = "send-message";
    const SENT: &str = "sent";
}

#[websocket_gateway(namespace = "names")]
struct NamesGateway;

#[websocket_gateway]
impl NamesGateway {
    #[subscribe_message(ChatEvent::SEND)]
    fn send(&self, #[message_body] text: String) -> WsResponse<String> {
        WsResponse::new(ChatEvent::SENT, text)
    }

    #[subscribe_message("a", "b")]
    fn either(&self, event: EventName) -> String {
        format!("it was {}", &*event)
    }

    #[subscribe_message(fallback)]
    fn other(&self, event: EventName) -> String {
        format!("nobody handles {}", &*event)
    }
}
