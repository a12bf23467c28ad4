#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(guards(Admin))]
struct Chat;

fn main() {}
