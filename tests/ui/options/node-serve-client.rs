#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(serveClient = false)]
struct Chat;

fn main() {}
