#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors(origin = "*.example.com"))]
struct Chat;

fn main() {}
