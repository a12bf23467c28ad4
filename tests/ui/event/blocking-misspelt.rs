#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Images;

#[websocket_gateway]
impl Images {
    #[subscribe_message("resize", bloking)]
    fn resize(&self) {}
}

fn main() {}
