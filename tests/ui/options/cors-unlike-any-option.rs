#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors(origin = "https://example.com", preflight_cache = ["GET"]))]
struct Chat;

fn main() {}
