#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(cookie = true)]
struct Chat;

fn main() {}
