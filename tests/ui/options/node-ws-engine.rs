#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(wsEngine = "ws")]
struct Chat;

fn main() {}
