#![allow(unused)]

use gateway_runtime::prelude::*;

#[guard]
fn authenticated(socket: Socket) -> u8 {
    1
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
