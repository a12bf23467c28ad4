#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[cfg_attr(all(), subscribe_message("e"))]
    fn event(&self) {}

    #[subscribe_message("f")]
    fn other(&self) {}
}

fn main() {}
