#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(namespace = "{*path}/chat")]
struct Chat;

fn main() {}
