#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat<'a> {
    value: &'a str,
}

fn main() {}
