#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(connection_state_recovery = true)]
struct Chat;

fn main() {}
