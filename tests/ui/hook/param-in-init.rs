#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[on_gateway_init]
    fn hook(&self, #[param] room: String) {}
}

fn main() {}
