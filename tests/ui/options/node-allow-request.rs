#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(allowRequest = check)]
struct Chat;

fn main() {}
