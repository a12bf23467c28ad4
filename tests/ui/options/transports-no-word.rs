#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(transports(5))]
struct Chat;

fn main() {}
