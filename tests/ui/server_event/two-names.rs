#![allow(unused)]

use gateway_runtime::prelude::*;

#[derive(Serialize, ServerEvent)]
#[event("tick", "tock")]
struct Tick;

fn main() {}
