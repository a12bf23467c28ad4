#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    fn first(&self) {}

    #[subscribe_message("f", "e")]
    fn second(&self) {}
}

fn main() {}
