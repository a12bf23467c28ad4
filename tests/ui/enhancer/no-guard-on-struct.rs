#![allow(unused)]

use gateway_runtime::prelude::*;

struct Admin;

#[websocket_gateway]
#[use_guards(Admin)]
struct Chat;

fn main() {}
