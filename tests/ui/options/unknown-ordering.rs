#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(ordering = "random")]
struct Chat;

fn main() {}
