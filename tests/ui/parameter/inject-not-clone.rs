#![allow(unused)]

use gateway_runtime::prelude::*;

struct Greeter;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    fn event(&self, #[inject] greeter: Greeter) {}
}

fn main() {}
