//! The gateways of the page "Exceptions and filters".

use gateway_runtime::GatewayAppBuilder;
use gateway_runtime::prelude::*;
use serde_json::json;

use crate::Barrier;

pub(crate) fn app(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    configured(builder.only::<(
        Barrier,
        ThrowingGateway,
        StockGateway,
        ClosedGateway,
        TableGateway,
    )>())
}

#[websocket_gateway(namespace = "throwing")]
struct ThrowingGateway;

#[websocket_gateway]
impl ThrowingGateway {
    #[subscribe_message("text")]
    fn text(&self) -> Result<(), WsError> {
        Err(WsError::unauthorized("Invalid credentials."))
    }

    #[subscribe_message("object")]
    fn object(&self, client: Socket) -> Result<(), WsError> {
        client.emit("exception", &json!({ "error": 42 }))?;
        Ok(())
    }

    #[subscribe_message("error")]
    fn error(&self) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        Err("the password of the bank is wrong".into())
    }

    #[subscribe_message("http")]
    fn http(&self) -> Result<(), WsError> {
        Err(WsError::bad_request("the number is missing"))
    }
}

struct StockError {
    left: u32,
}

impl From<StockError> for WsError {
    fn from(error: StockError) -> Self {
        let StockError { left } = error;
        WsError::conflict(format!("only {left} left")).with_details(left)
    }
}

#[websocket_gateway(namespace = "stock")]
struct StockGateway;

#[websocket_gateway]
impl StockGateway {
    #[subscribe_message("buy")]
    fn buy(&self, #[message_body] _count: u32) -> Result<(), StockError> {
        Err(StockError { left: 2 })
    }
}

struct ClosedError;

impl From<ClosedError> for WsError {
    fn from(_: ClosedError) -> Self {
        WsError::unavailable("we are closed")
    }
}

#[filter]
fn opening_hours(_: ClosedError) -> WsError {
    WsError::unavailable("we open at nine")
}

#[websocket_gateway(namespace = "closed")]
struct ClosedGateway;

#[websocket_gateway]
impl ClosedGateway {
    #[subscribe_message("enter")]
    fn enter(&self) -> Result<(), ClosedError> {
        Err(ClosedError)
    }
}

fn configured(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    builder.filter::<opening_hours>()
}

struct FullError {
    free_at: u32,
}

impl From<FullError> for WsError {
    fn from(_: FullError) -> Self {
        WsError::conflict("no table is free")
    }
}

#[filter]
fn no_table(error: FullError, client: Socket) -> Result<Outcome, WsError> {
    client.emit("exception", &json!({ "freeAt": error.free_at }))?;
    Ok(Outcome::empty())
}

#[websocket_gateway(namespace = "tables")]
#[use_filters(no_table)]
struct TableGateway;

#[websocket_gateway]
impl TableGateway {
    #[subscribe_message("sit")]
    fn sit(&self) -> Result<(), FullError> {
        Err(FullError { free_at: 9 })
    }
}
