#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat<T> {
    value: T,
}

fn main() {}
