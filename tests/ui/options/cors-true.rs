#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cors = true)]
struct Chat;

fn main() {}
