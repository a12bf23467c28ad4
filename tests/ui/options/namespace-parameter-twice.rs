#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(namespace = "{room}/{room}")]
struct Chat;

fn main() {}
