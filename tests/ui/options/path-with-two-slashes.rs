#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(path = "/api//socket.io")]
struct Chat;

fn main() {}
