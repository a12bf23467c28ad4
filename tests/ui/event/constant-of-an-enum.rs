#![allow(unused)]

use gateway_runtime::prelude::*;

enum Events {
    Send,
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message(Events::Send)]
    fn event(&self) {}
}

fn main() {}
