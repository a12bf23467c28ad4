#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors(origin = "https://*.com"))]
struct Chat;

fn main() {}
