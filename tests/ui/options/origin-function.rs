#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors(origin = |origin| origin.ends_with(".example.com")))]
struct Chat;

fn main() {}
