#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat {
    #[inject]
    #[websocket_server]
    server: Server,
}

fn main() {}
