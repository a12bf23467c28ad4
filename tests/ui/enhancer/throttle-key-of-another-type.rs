#![allow(unused)]

use gateway_runtime::prelude::*;

fn tenant(socket: Socket) -> u64 {
    1
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    #[throttle(limit = 5, per = "1m", by = tenant)]
    fn event(&self) {}
}

fn main() {}
