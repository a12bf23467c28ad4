#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(max_in_flight = 0)]
struct Chat;

fn main() {}
