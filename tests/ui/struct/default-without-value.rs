#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat {
    #[default]
    value: u8,
}

fn main() {}
