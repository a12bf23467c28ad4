#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    #[throttle(limit = 5, per = "1m", by = "user")]
    fn event(&self) {}
}

fn main() {}
