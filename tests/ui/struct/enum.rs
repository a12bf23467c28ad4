#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
enum Chat {
    One,
}

fn main() {}
