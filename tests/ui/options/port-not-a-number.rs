#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(port = "3000")]
struct Chat;

fn main() {}
