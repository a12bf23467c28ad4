#![allow(unused)]

use gateway_runtime::prelude::*;

#[derive(Default)]
struct Counter(std::cell::Cell<u8>);

#[websocket_gateway]
struct Chat {
    value: Counter,
}

fn main() {}
