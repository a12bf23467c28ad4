#![allow(unused)]

use gateway_runtime::prelude::*;

#[injectable]
struct Audit {
    #[websocket_server]
    server: Server,
}

fn main() {}
