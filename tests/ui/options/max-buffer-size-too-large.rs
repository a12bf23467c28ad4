#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(max_buffer_size = 99999999999999999999)]
struct Chat;

fn main() {}
