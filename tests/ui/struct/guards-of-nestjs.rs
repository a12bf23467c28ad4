#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
#[UseGuards(Admin)]
struct Chat;

fn main() {}
