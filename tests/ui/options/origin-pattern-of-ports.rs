#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors(origin = "http://localhost:*"))]
struct Chat;

fn main() {}
