#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(path = "/")]
struct Chat;

fn main() {}
