#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[use_guards(nobody)]
    #[on_server_event("changed")]
    fn changed(&self) {}
}

fn main() {}
