#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    const EVENT: u8 = 1;

    #[subscribe_message("f")]
    fn event(&self) {}
}

fn main() {}
