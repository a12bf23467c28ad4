#![allow(unused)]

use gateway_runtime::prelude::*;

#[guard]
fn named(#[message_body] name: String) -> bool {
    true
}

fn main() {}
