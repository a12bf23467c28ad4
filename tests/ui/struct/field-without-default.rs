#![allow(unused)]

use gateway_runtime::prelude::*;

struct NoDefault;

#[websocket_gateway]
struct Chat {
    value: NoDefault,
}

fn main() {}
