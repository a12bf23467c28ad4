#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[on_gateway_disconnect]
    fn left(&self, #[ack] ack: Ack<u8>) {}
}

fn main() {}
