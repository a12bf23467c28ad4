#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(path = socket_io)]
struct Chat;

fn main() {}
