#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(namespace = "chat/{roomId}")]
struct Chat;

fn main() {}
