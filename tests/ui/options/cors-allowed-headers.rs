#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors(origin = "*", allowedHeaders = ["x-token"]))]
struct Chat;

fn main() {}
