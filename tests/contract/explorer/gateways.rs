//! The gateways that the explorer shows.

use gateway_runtime::{contract::Binary, prelude::*};
use schemars::JsonSchema;

/// A name that a page which does not take care would run.
const MARKUP: &str = "<img src=x onerror=alert(1)>";

#[derive(Deserialize, JsonSchema)]
struct Buy {
    /// What is bought: <img src=x onerror=alert(3)>
    item: String,
    #[serde(default)]
    gift: bool,
}

#[derive(Serialize, JsonSchema)]
struct Bought {
    left: u32,
}

#[derive(WsError)]
enum BuyError {
    /// Come again tomorrow.
    #[ws_error(message = "only {left} left")]
    OutOfStock { left: u32 },
    #[ws_error(internal)]
    Emit(EmitError),
}

/// How many are left.
#[derive(Serialize, ServerEvent, JsonSchema)]
#[event("stock-changed")]
struct StockChanged {
    item: String,
    left: u32,
}

/// A type that is a part of itself, with binary data inside.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
struct Tree {
    name: String,
    #[schemars(with = "Binary")]
    bytes: Bytes,
    children: Vec<Self>,
    next: Option<Box<Self>>,
}

#[guard]
fn is_open() -> bool {
    true
}

/// Sells things.
#[websocket_gateway(namespace = "shop", emits(StockChanged))]
struct Shop {
    #[websocket_server]
    server: Server<Self>,
}

#[websocket_gateway]
impl Shop {
    /// Buys one item.
    ///
    /// Everybody is told with `stock-changed`. <img src=x onerror=alert(2)>
    #[subscribe_message("buy", timeout = "5s")]
    #[use_guards(is_open)]
    #[throttle(limit = 100, per = "1s")]
    async fn buy(&self, #[message_body] Buy { item, gift }: Buy) -> Result<Bought, BuyError> {
        if gift {
            return Err(BuyError::OutOfStock { left: 0 });
        }
        let event = StockChanged { item, left: 1 };
        let emitted = self.server.emit_event(&event).await;
        emitted.map_err(BuyError::Emit)?;
        Ok(Bought { left: 1 })
    }

    #[subscribe_message(MARKUP)]
    fn markup(&self, #[message_body] text: Option<String>) -> String {
        text.unwrap_or_else(|| MARKUP.to_owned())
    }

    #[subscribe_message("reverse")]
    fn reverse(&self, #[message_body] bytes: Bytes) -> Bytes {
        bytes.iter().rev().copied().collect()
    }

    #[subscribe_message("inside")]
    fn inside(&self, #[message_body] value: Tree, socket: Socket) -> Result<Tree, WsError> {
        socket.emit("inside-event", &value)?;
        Ok(value)
    }
}

#[derive(Deserialize, JsonSchema)]
struct Auth {
    token: String,
}

#[guard]
fn has_token(#[handshake_auth] Auth { token }: Auth) -> Result<(), WsError> {
    if token == "letmein" {
        Ok(())
    } else {
        Err(WsError::unauthorized("the token is wrong"))
    }
}

/// A room for each name.
#[websocket_gateway(namespace = "rooms/{room}")]
#[use_guards(has_token)]
struct Rooms;

#[websocket_gateway]
impl Rooms {
    #[subscribe_message("where")]
    fn place(&self, #[param] room: String) -> String {
        room
    }
}

/// Served at another path, and at another port where there is one.
#[websocket_gateway(namespace = "elsewhere")]
pub(crate) struct Elsewhere;

#[websocket_gateway]
impl Elsewhere {
    #[subscribe_message("ping-pong")]
    fn ping(&self) -> &'static str {
        "pong"
    }
}
