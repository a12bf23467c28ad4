#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(initialPacket = "hi")]
struct Chat;

fn main() {}
