#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(ping_interval = 25000)]
struct Chat;

fn main() {}
