#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(transports(polling, polling))]
struct Chat;

fn main() {}
