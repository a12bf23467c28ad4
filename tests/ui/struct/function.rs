#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
fn chat() {}

fn main() {}
