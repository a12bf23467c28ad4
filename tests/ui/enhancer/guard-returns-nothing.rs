#![allow(unused)]

use gateway_runtime::prelude::*;

#[guard]
async fn authenticated(socket: Socket) {}

fn main() {}
