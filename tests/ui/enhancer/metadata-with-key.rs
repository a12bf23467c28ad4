#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    #[set_metadata("roles", ["admin"])]
    fn event(&self) {}
}

fn main() {}
