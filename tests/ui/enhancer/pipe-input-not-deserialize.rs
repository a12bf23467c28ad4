#![allow(unused)]

use gateway_runtime::prelude::*;

struct Id;

#[pipe]
fn order(id: Id) -> u64 {
    1
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    
    fn event(&self, #[message_body(pipe = order)] order: u64) {}
}

fn main() {}
