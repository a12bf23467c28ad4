#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Clock;

#[websocket_gateway]
impl Clock {
    #[Cron("0 3 * * *")]
    fn nightly(&self) {}
}

fn main() {}
