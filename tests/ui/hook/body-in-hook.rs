#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[on_gateway_connection]
    fn joined(&self, #[message_body] body: u8) {}
}

fn main() {}
