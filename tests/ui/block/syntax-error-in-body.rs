#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    fn event(&self) -> u8 {
        let x = ;
        self.helper()
    }

    fn helper(&self) -> u8 {
        1
    }
}

fn main() {}
