#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    fn event<T: gateway_runtime::Body>(&self, #[message_body] body: T) {}
}

fn main() {}
