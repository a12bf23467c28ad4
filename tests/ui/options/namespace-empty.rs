#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(namespace = "")]
struct Chat;

fn main() {}
