#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway(namespace = "chat")]
impl Chat {
    #[subscribe_message("e")]
    fn event(&self) {}
}

fn main() {}
