#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(port = 81)]
struct Chat;

fn main() {}
