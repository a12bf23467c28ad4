#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors(5))]
struct Chat;

fn main() {}
