#![allow(unused)]

use gateway_runtime::prelude::*;

mod events {
    pub const PORT: u16 = 81;
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message(events::PORT)]
    fn event(&self) {}
}

fn main() {}
