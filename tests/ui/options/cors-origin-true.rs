#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors(origin = true, credentials))]
struct Chat;

fn main() {}
