#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Images;

#[websocket_gateway]
impl Images {
    #[interval("1s", blocking)]
    fn tick(&self) {}
}

fn main() {}
