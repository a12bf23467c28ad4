#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(transports(websockets))]
struct Chat;

fn main() {}
