#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(httpCompression = true)]
struct Chat;

fn main() {}
