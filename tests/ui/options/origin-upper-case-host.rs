#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors(origin = "https://Example.com"))]
struct Chat;

fn main() {}
