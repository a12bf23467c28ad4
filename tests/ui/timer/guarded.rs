#![allow(unused)]

use gateway_runtime::prelude::*;

struct Admin;

#[websocket_gateway]
struct Clock;

#[websocket_gateway]
impl Clock {
    #[interval("1s")]
    #[use_guards(Admin)]
    fn tick(&self) {}
}

fn main() {}
