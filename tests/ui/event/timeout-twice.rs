#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e", timeout = "5s", timeout = "6s")]
    fn event(&self) {}
}

fn main() {}
