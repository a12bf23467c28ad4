#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(port = 3000u32)]
struct Chat;

fn main() {}
