#![allow(unused)]

use gateway_runtime::prelude::*;

#[derive(Serialize, ServerEvent)]
#[event("connect")]
struct Connect;

fn main() {}
