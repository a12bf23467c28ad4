#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    fn event(&self) -> [WsResponse<u8>; 2] {
        [WsResponse::new("a", 1), WsResponse::new("b", 2)]
    }
}

fn main() {}
