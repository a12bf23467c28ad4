#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(pipes(Validation))]
struct Chat;

fn main() {}
