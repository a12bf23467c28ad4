#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(path = "/{tenant}/socket.io")]
struct Chat;

fn main() {}
