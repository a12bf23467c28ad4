#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Clock;

#[websocket_gateway]
impl Clock {
    #[interval("1s")]
    fn tick(&self, socket: Socket) {}
}

fn main() {}
