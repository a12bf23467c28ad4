#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(namespace = "a,b")]
struct Chat;

fn main() {}
