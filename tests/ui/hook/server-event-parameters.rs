#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[on_server_event("a")]
    fn a(&self, #[connected_socket] socket: Socket) {}

    #[on_server_event("b")]
    fn b(&self, #[ack] ack: Ack<u8>) {}

    #[on_server_event("c")]
    fn c(&self, #[message_body("key")] body: u8) {}

    #[on_server_event("d")]
    fn d(&self, #[message_body] one: u8, #[message_body] two: u8) {}

    #[on_server_event("e")]
    fn e(&self, #[message_body] text: &str) {}
}

fn main() {}
