#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(timeout = "5")]
struct Chat;

fn main() {}
