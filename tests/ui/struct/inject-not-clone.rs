#![allow(unused)]

use gateway_runtime::prelude::*;

struct NotClone;

#[websocket_gateway]
struct Chat {
    #[inject]
    value: NotClone,
}

fn main() {}
