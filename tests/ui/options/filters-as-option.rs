#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(filters(Log))]
struct Chat;

fn main() {}
