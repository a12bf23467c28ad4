#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(namespace = "other")]
struct Other;

#[websocket_gateway]
struct Gateway;

#[websocket_gateway]
impl Gateway {
    #[subscribe_message("event")]
    fn event(&self, socket: Socket<Other>) {}
}

fn main() {}
