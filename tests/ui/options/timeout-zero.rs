#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(timeout = "0s")]
struct Chat;

fn main() {}
