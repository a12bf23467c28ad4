#![allow(unused)]

use gateway_runtime::prelude::*;

impl Chat {
    const LEAVE: &str = "disconnect";
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message(Self::LEAVE)]
    fn event(&self) {}
}

fn main() {}
