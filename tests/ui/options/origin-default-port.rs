#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors(origin = "https://example.com:443"))]
struct Chat;

fn main() {}
