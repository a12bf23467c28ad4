#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(middlewares(Log))]
struct Chat;

fn main() {}
