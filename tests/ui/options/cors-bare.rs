#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors)]
struct Chat;

fn main() {}
