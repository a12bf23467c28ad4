#![allow(unused)]

use gateway_runtime::prelude::*;

#[guard]
fn named(event: EventName) -> bool {
    true
}

fn main() {}
