#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

impl Chat {
    #[subscribe_message("e")]
    fn event(&self) {}

    #[on_gateway_init]
    fn init(&self) {}

    #[on_gateway_connection]
    fn joined(&self) {}

    #[on_gateway_disconnect]
    fn left(&self) {}
}

fn main() {}
