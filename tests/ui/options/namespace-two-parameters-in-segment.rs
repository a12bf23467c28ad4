#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(namespace = "chat/{room}-{user}")]
struct Chat;

fn main() {}
