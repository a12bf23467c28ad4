#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(validate)]
struct Chat;

fn main() {}
