#![allow(unused)]

use gateway_runtime::prelude::*;

const NAMESPACE: &str = "chat/{Room}";

#[websocket_gateway(namespace = NAMESPACE)]
struct Chat;

fn main() {}
