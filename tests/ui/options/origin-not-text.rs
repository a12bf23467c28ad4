#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors(origin = 5))]
struct Chat;

fn main() {}
