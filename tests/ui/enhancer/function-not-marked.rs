#![allow(unused)]

use gateway_runtime::prelude::*;

fn authenticated(socket: Socket) -> bool {
    socket.connected()
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    #[use_guards(authenticated)]
    fn event(&self) {}
}

fn main() {}
