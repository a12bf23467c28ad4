#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(max_payload = 0)]
struct Chat;

fn main() {}
