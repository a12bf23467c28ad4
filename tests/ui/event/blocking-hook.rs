#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Images;

#[websocket_gateway]
impl Images {
    #[on_gateway_connection(blocking)]
    fn joined(&self) {}
}

fn main() {}
