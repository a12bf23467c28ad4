#![allow(unused)]

use gateway_runtime::prelude::*;

#[filter]
fn everything(failure: Failure) -> WsError {
    failure.into_error()
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    #[Catch(StockError)]
    fn event(&self) {}
}

fn main() {}
