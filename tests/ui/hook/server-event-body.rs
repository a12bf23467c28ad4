#![allow(unused)]

use gateway_runtime::prelude::*;

struct Price;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[on_server_event("changed")]
    fn changed(&self, #[message_body] body: Price) {}
}

fn main() {}
