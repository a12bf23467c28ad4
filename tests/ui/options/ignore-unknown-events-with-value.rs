#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(ignore_unknown_events = "yes")]
struct Chat;

fn main() {}
