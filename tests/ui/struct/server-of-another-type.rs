#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat {
    #[websocket_server]
    server: String,
}

fn main() {}
