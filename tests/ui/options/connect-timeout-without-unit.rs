#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(connect_timeout = "45")]
struct Chat;

fn main() {}
