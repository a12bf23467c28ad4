#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(namespace = "chat/{room")]
struct Chat;

fn main() {}
