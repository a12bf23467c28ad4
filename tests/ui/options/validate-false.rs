#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(validate = false)]
struct Chat;

fn main() {}
