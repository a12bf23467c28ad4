#![allow(unused)]

use gateway_runtime::prelude::*;

mod events {
    pub const CONNECT: &str = "connect";
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message(events::CONNECT)]
    fn event(&self) {}
}

fn main() {}
