#![allow(unused)]

use gateway_runtime::prelude::*;

struct OutOfStock;

fn order() -> Result<(), OutOfStock> {
    Err(OutOfStock)
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("foreign")]
    async fn foreign(&self, #[message_body] text: String) -> Result<u64, WsError> {
        Ok(text.parse()?)
    }

    #[subscribe_message("text")]
    fn text(&self) -> Result<(), WsError> {
        Err("this is wrong")?;
        Ok(())
    }

    #[subscribe_message("own")]
    fn own(&self) -> Result<(), WsError> {
        Ok(order()?)
    }
}

fn main() {}
