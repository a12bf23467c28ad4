#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors(origin = ""))]
struct Chat;

fn main() {}
