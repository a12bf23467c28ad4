#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[on_server_event("changed")]
    fn one(&self) {}

    #[on_server_event("other")]
    fn other(&self) {}

    #[on_server_event("changed")]
    fn two(&self) {}
}

fn main() {}
