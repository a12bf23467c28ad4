#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

trait Talk {
    fn talk(&self);
}

#[websocket_gateway]
impl Talk for Chat {
    #[subscribe_message("talk")]
    fn talk(&self) {}
}

fn main() {}
