#![allow(unused)]

use gateway_runtime::prelude::*;

#[guard(connection)]
fn local(socket: Socket) -> bool {
    socket.connected()
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    #[use_guards(local)]
    fn event(&self) {}
}

fn main() {}
