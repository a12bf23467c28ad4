#![allow(unused)]

use gateway_runtime::prelude::*;

#[guard]
async fn timed(next: Next) -> bool {
    true
}

fn main() {}
