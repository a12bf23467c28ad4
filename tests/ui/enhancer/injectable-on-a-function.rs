#![allow(unused)]

use gateway_runtime::prelude::*;

#[injectable]
fn audit() {}

fn main() {}
