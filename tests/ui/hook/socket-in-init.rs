#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[on_gateway_init]
    fn init(&self, #[connected_socket] socket: Socket) {}
}

fn main() {}
