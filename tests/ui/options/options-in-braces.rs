#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway({ namespace: "chat" })]
struct Chat;

fn main() {}
