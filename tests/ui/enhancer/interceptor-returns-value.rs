#![allow(unused)]

use gateway_runtime::prelude::*;

#[interceptor]
async fn timed(next: Next) -> u8 {
    1
}

fn main() {}
