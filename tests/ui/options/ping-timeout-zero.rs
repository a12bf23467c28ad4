#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(ping_timeout = "0s")]
struct Chat;

fn main() {}
