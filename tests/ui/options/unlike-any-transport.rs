#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(transports(webtransport))]
struct Chat;

fn main() {}
