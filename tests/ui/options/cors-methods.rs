#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors(origin = "*", methods = ["GET", "POST"]))]
struct Chat;

fn main() {}
