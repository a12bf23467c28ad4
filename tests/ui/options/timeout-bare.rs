#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(timeout)]
struct Chat;

fn main() {}
