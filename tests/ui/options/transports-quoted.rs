#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(transports("websocket"))]
struct Chat;

fn main() {}
