#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[on_gateway_connection]
    fn joined(&self) -> u8 {
        1
    }
}

fn main() {}
