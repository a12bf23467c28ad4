#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(maxHttpBufferSize = 1_000_000)]
struct Chat;

fn main() {}
