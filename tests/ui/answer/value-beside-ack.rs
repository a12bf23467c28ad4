#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    fn event(&self, #[ack] ack: Ack<u8>) -> u8 {
        ack.send(1);
        2
    }
}

fn main() {}
