#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[on_server_event(changed)]
    fn word(&self) {}

    #[on_server_event(7)]
    fn number(&self) {}

    #[on_server_event("")]
    fn nothing(&self) {}

    #[on_server_event("one", "two")]
    fn two(&self) {}

    #[on_server_event(fallback)]
    fn fallback(&self) {}
}

fn main() {}
