#![allow(unused)]

use gateway_runtime::prelude::*;

const NAMESPACE: &str = "";

#[websocket_gateway(namespace = NAMESPACE)]
struct Chat;

fn main() {}
