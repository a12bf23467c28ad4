#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors(origin = "https://example.com:70000"))]
struct Chat;

fn main() {}
