#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway(namespace = "other")]
struct Other;

#[websocket_gateway]
struct Gateway;

#[websocket_gateway]
impl Gateway {
    #[on_gateway_init]
    fn init(&self, server: Server<Other>) {}
}

fn main() {}
