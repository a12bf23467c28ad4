#![allow(unused)]

use gateway_runtime::prelude::*;

mod events {
    pub const QUOTED: &str = "say \"hi\"\n";
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message(events::QUOTED)]
    fn event(&self) {}
}

fn main() {}
