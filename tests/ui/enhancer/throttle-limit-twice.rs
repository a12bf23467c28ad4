#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    #[throttle(limit = 5, limit = 6, per = "1m")]
    fn event(&self) {}
}

fn main() {}
