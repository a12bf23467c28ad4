#![allow(unused)]

use gateway_runtime::prelude::*;

#[guard]
struct Auth;

fn main() {}
