#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(namespace = 7)]
struct Chat;

fn main() {}
