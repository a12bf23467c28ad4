#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message(concat!("chat", ".", "send"))]
    fn event(&self) {}
}

fn main() {}
