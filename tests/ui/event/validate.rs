#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Gateway;

#[websocket_gateway]
impl Gateway {
    #[subscribe_message("event", validate)]
    fn event(&self) {}
}

fn main() {}
