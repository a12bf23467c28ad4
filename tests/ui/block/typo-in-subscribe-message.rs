#![allow(unused)]

use gateway_runtime::prelude::*;

#[derive(Deserialize)]
struct Join {
    room: String,
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_mesage("join")]
    fn join(&self, #[message_body] body: Join) {}
}

fn main() {}
