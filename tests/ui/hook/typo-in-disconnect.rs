#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[on_gateway_disconnected]
    fn left(&self, #[connected_socket] client: Socket) {}
}

fn main() {}
