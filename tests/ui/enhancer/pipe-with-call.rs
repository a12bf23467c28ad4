#![allow(unused)]

use gateway_runtime::prelude::*;

#[pipe]
fn order(id: u64, call: Call) -> u64 {
    id
}

fn main() {}
