#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(origin = "https://example.com")]
struct Chat;

fn main() {}
