#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(path = "/100%")]
struct Chat;

fn main() {}
