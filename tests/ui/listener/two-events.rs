#![allow(unused)]

use gateway_runtime::prelude::*;

#[derive(Clone)]
struct Created;

#[derive(Clone)]
struct Changed;

#[websocket_gateway]
struct Clock;

#[websocket_gateway]
impl Clock {
    #[on_event]
    fn created(&self, event: Created, other: Changed) {}
}

fn main() {}
