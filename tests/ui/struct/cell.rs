#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat {
    count: std::cell::Cell<u64>,
}

fn main() {}
