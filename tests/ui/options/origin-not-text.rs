#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors(origin = true))]
struct Chat;

fn main() {}
