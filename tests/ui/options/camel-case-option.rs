#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(pingInterval = "25s")]
struct Chat;

fn main() {}
