#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[on_gateway_connection]
    fn hook(&self, #[message_body(validate)] body: String) {}
}

fn main() {}
