#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(perMessageDeflate = true)]
struct Chat;

fn main() {}
