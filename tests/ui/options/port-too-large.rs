#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(port = 70000)]
struct Chat;

fn main() {}
