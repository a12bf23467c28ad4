#![allow(unused)]

use gateway_runtime::prelude::*;

#[derive(Serialize)]
struct Tick;

#[websocket_gateway(emits(Tick))]
struct Chat;

fn main() {}
