#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[on_server_event("changed")]
    fn changed(&self, socket: Socket) {}
}

fn main() {}
