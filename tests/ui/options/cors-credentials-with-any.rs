#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors(origin = "*", credentials))]
struct Chat;

fn main() {}
