#![allow(unused)]

use gateway_runtime::prelude::*;

const NAMESPACE: u8 = 5;

#[websocket_gateway(namespace = NAMESPACE)]
struct Chat;

fn main() {}
