#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(path = "/socket io")]
struct Chat;

fn main() {}
