#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(adapter = "redis")]
struct Chat;

fn main() {}
