#![allow(unused)]

use gateway_runtime::prelude::*;

struct Chat<T>(T);

#[websocket_gateway]
impl<T> Chat<T> {
    #[subscribe_message("e")]
    fn event(&self) {}
}

fn main() {}
