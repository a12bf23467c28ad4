#![allow(unused)]

use gateway_runtime::prelude::*;

#[derive(Clone)]
struct Created;

#[websocket_gateway]
struct Clock;

#[websocket_gateway]
impl Clock {
    #[on_event]
    fn created(&self, event: &Created) {}
}

fn main() {}
