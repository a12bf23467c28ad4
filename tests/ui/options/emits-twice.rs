#![allow(unused)]

use gateway_runtime::prelude::*;

#[derive(Serialize, ServerEvent)]
#[event("tick")]
struct Tick;

#[websocket_gateway(emits(Tick, Tick))]
struct Chat;

fn main() {}
