#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors(origin = "HTTPS://example.com"))]
struct Chat;

fn main() {}
