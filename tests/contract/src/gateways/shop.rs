//! `Shop` fails with errors whose codes are known.

use gateway_runtime::prelude::*;
use schemars::JsonSchema;

#[derive(Serialize, JsonSchema)]
struct Bought {
    left: u32,
}

#[derive(WsError)]
enum BuyError {
    /// Nothing is left.
    #[ws_error(message = "only {left} left")]
    OutOfStock { left: u32 },
    #[ws_error(message = "the shop is closed")]
    Closed,
}

#[websocket_gateway(namespace = "shop")]
struct Shop;

#[websocket_gateway]
impl Shop {
    #[subscribe_message("buy")]
    fn buy(&self, #[message_body] count: u32) -> Result<Bought, BuyError> {
        match count {
            0 => Err(BuyError::Closed),
            1 => Ok(Bought { left: 1 }),
            _ => Err(BuyError::OutOfStock { left: 1 }),
        }
    }
}
