#![allow(unused)]

use gateway_runtime::prelude::*;

const NOTHING: &str = "";

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message(NOTHING)]
    fn event(&self) {}
}

fn main() {}
