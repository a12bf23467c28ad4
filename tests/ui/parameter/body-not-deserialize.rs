#![allow(unused)]

use gateway_runtime::prelude::*;

struct Body;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    fn event(&self, #[message_body] body: Body) {}
}

fn main() {}
