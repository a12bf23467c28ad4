#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message(fallback)]
    fn first(&self) {}

    #[subscribe_message(fallback)]
    fn second(&self) {}
}

fn main() {}
