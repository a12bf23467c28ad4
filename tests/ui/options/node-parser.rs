#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(parser = "msgpack")]
struct Chat;

fn main() {}
