#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(namespace = "chat-{*path}")]
struct Chat;

fn main() {}
