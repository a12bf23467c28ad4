#![allow(unused)]

use gateway_runtime::prelude::*;

struct Log;

#[injectable]
struct Audit {
    log: Log,
}

fn main() {}
