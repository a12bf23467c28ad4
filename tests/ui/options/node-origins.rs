#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(origins = ["https://a.example"])]
struct Chat;

fn main() {}
