#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[on_gateway_init]
    async fn init(&self) -> Option<u8> {
        None
    }
}

fn main() {}
