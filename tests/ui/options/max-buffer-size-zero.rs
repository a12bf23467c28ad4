#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(max_buffer_size = 0)]
struct Chat;

fn main() {}
