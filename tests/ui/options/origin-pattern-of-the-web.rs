#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors(origin = "https://*"))]
struct Chat;

fn main() {}
