#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(namespace = "other")]
struct Other;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    fn event(&self, #[connected_socket] socket: Socket<Other>) {}
}

fn main() {}
