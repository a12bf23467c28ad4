#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Clock;

#[websocket_gateway]
impl Clock {
    #[interval("1s")]
    #[on_gateway_init]
    fn tick(&self) {}
}

fn main() {}
