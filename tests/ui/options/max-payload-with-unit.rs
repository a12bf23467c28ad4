#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(max_payload = "1mb")]
struct Chat;

fn main() {}
