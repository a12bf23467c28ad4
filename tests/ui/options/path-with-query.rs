#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(path = "/socket.io?version=2")]
struct Chat;

fn main() {}
