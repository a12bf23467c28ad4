#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(upgrade_timeout = "10s")]
struct Chat;

fn main() {}
