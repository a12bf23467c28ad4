#![allow(unused)]

use gateway_runtime::prelude::*;

#[derive(ServerEvent)]
#[event("tick")]
struct Tick;

fn main() {}
