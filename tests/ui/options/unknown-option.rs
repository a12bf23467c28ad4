#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(nmespace = "chat")]
struct Chat;

fn main() {}
