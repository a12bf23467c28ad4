#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(path = "/größe")]
struct Chat;

fn main() {}
