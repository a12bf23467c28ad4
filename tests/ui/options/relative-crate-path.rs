#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(crate = facade::inner)]
struct Chat;

fn main() {}
