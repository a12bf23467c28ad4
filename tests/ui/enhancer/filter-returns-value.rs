#![allow(unused)]

use gateway_runtime::prelude::*;

#[filter]
fn everything(failure: Failure) -> String {
    String::new()
}

fn main() {}
