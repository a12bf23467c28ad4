#![allow(unused)]

use gateway_runtime::prelude::*;

#[derive(Serialize, ServerEvent)]
#[event("")]
struct Empty;

fn main() {}
