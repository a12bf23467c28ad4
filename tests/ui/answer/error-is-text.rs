#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    fn event(&self) -> Result<u8, String> {
        Err("this is wrong".to_owned())
    }
}

fn main() {}
