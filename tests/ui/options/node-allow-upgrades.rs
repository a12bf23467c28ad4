#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(allowUpgrades = false)]
struct Chat;

fn main() {}
