#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors(origin = "https://bücher.example"))]
struct Chat;

fn main() {}
