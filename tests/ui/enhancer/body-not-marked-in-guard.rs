#![allow(unused)]

use gateway_runtime::prelude::*;

#[guard(message)]
fn named(name: String) -> bool {
    true
}

fn main() {}
