#![allow(unused)]

use gateway_runtime::prelude::*;

#[injectable(scope = "request")]
struct Audit;

fn main() {}
