#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(validate = true)]
struct Chat;

fn main() {}
