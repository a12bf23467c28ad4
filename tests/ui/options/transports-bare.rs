#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(transports)]
struct Chat;

fn main() {}
