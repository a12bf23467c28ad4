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

    #[on_gateway_shutdown]
    fn bye(&self) {}

    #[interval("1s")]
    fn tick(&self) {}

    #[on_event]
    fn created(&self, event: u8) {}
}

fn main() {}
