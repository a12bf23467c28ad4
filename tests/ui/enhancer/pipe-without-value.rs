#![allow(unused)]

use gateway_runtime::prelude::*;

#[pipe]
fn order() -> u64 {
    1
}

fn main() {}
