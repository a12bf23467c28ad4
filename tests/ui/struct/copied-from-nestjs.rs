#![allow(unused)]

use gateway_runtime::prelude::*;

#[WebSocketGateway(3001)]
struct Chat;

fn main() {}
