#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(port = -1)]
struct Chat;

fn main() {}
