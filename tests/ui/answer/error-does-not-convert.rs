#![allow(unused)]

use gateway_runtime::prelude::*;

struct OutOfStock;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    async fn event(&self) -> Result<u8, OutOfStock> {
        Err(OutOfStock)
    }
}

fn main() {}
