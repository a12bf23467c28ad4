#![allow(unused)]

use gateway_runtime::prelude::*;

enum Event {
    Pong,
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("ping")]
    fn ping(&self) -> WsResponse<u8> {
        WsResponse::new(Event::Pong, 1)
    }
}

fn main() {}
