#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(max_attachments = 0)]
struct Chat;

fn main() {}
