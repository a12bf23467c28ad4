#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors(origin = "https://a.example https://b.example"))]
struct Chat;

fn main() {}
