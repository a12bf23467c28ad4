#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors(credentials))]
struct Chat;

fn main() {}
