#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors(origin = "https://a|b"))]
struct Chat;

fn main() {}
