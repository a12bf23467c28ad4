#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(allowEIO3 = true)]
struct Chat;

fn main() {}
