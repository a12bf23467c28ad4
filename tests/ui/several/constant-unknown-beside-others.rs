#![allow(unused)]

use gateway_runtime::prelude::*;

mod events {
    pub const SEND: &str = "send";
    pub const RESERVED: &str = "connect";
}

#[websocket_gateway(namespace = events::CHAT, ordering = "random")]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message(events::SENT, events::RESERVED, timeout = 5)]
    fn send(&self, #[message_body] body: &str) {}

    #[on_server_event(events::CHANGED)]
    fn changed(&self, #[ack] ack: Ack<u8>) {}
}

fn main() {}
