#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors(origin = "https://a.example", origin = "https://b.example"))]
struct Chat;

fn main() {}
