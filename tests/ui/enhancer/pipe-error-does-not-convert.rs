#![allow(unused)]

use gateway_runtime::prelude::*;

struct Denied;

#[pipe]
fn order(id: u64) -> Result<u64, Denied> {
    Err(Denied)
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    
    fn event(&self, #[message_body(pipe = order)] order: u64) {}
}

fn main() {}
