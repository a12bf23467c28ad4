#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(81, namespace = "chat")]
struct Chat;

fn main() {}
