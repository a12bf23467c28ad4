#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors(origin = "https://example.com"), credentials)]
struct Chat;

fn main() {}
