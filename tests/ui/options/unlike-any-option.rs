#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(colour = "red")]
struct Chat;

fn main() {}
