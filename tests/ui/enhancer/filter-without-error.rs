#![allow(unused)]

use gateway_runtime::prelude::*;

#[filter]
fn everything() -> WsError {
    WsError::forbidden("no")
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    #[use_filters(everything)]
    fn event(&self) {}
}

fn main() {}
