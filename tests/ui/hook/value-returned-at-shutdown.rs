#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Clock;

#[websocket_gateway]
impl Clock {
    #[on_gateway_shutdown]
    fn bye(&self) -> u64 {
        1
    }
}

fn main() {}
