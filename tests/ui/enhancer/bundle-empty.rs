#![allow(unused)]

use gateway_runtime::prelude::*;

#[enhancers]
struct AdminOnly;

fn main() {}
