#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors(origin = "https://example.com", methods = ["GET"]))]
struct Chat;

fn main() {}
