#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    fn event(&self, socket: Socket) {
        let _ = socket.emit("e", &Args(1));
    }
}

fn main() {}
