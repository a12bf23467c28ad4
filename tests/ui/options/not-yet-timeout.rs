#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(timeout = "5s")]
struct Chat;

fn main() {}
