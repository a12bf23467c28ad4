#![allow(unused)]

use gateway_runtime::prelude::*;

#[injectable]
struct Audit {
    count: std::cell::Cell<u8>,
}

fn main() {}
