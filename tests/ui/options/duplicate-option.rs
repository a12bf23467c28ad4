#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(namespace = "a", namespace = "b")]
struct Chat;

fn main() {}
