#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(rename_all = "kebabCase")]
struct Chat;

fn main() {}
