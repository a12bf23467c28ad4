#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors(origin = "https://a.*.example.com"))]
struct Chat;

fn main() {}
