#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[on_server_event]
    fn bare(&self) {}

    #[on_server_event()]
    fn empty(&self) {}

    #[on_server_event = "changed"]
    fn value(&self) {}
}

fn main() {}
