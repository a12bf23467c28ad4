#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("join")]
    fn join(&self, #[client] client: Socket) {}
}

fn main() {}
