#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(methods = ["GET"])]
struct Chat;

fn main() {}
