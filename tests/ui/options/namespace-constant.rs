#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(namespace = NAMESPACE)]
struct Chat;

fn main() {}
