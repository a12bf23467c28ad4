#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat {
    value: std::cell::Cell<u8>,
}

fn main() {}
