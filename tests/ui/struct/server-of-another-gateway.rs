#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Other;

#[websocket_gateway]
struct Chat {
    #[websocket_server]
    server: Server<Other>,
}

fn main() {}
