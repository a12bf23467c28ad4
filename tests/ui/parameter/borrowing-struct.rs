#![allow(unused)]

use gateway_runtime::prelude::*;

#[derive(Deserialize)]
struct Body<'a> {
    text: &'a str,
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    fn event(&self, #[message_body] body: Body<'_>) {}
}

fn main() {}
