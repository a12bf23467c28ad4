#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    #[throttle(limit = 3, ttl = 60000)]
    fn event(&self) {}
}

fn main() {}
