#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors = "https://example.com")]
struct Chat;

fn main() {}
