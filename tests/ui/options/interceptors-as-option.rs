#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(interceptors(Log))]
struct Chat;

fn main() {}
