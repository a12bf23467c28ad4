#![allow(unused)]

use gateway_runtime::prelude::*;

mod events {
    pub const SEND: &str = "send";
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message(events::SEND)]
    fn first(&self) {}

    #[subscribe_message("other", events::SEND)]
    fn second(&self) {}
}

fn main() {}
