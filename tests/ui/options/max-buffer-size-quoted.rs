#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(max_buffer_size = "128")]
struct Chat;

fn main() {}
