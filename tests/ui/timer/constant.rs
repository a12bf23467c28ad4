#![allow(unused)]

use gateway_runtime::prelude::*;

const PERIOD: &str = "1s";

#[websocket_gateway]
struct Clock;

#[websocket_gateway]
impl Clock {
    #[interval(PERIOD)]
    fn tick(&self) {}
}

fn main() {}
