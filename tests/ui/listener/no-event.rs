#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Clock;

#[websocket_gateway]
impl Clock {
    #[on_event]
    fn created(&self, server: Server<Clock>, #[inject] name: String) {}
}

fn main() {}
