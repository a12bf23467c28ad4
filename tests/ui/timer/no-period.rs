#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Clock;

#[websocket_gateway]
impl Clock {
    #[interval]
    fn tick(&self) {}
}

fn main() {}
