#![allow(unused)]

use gateway_runtime::prelude::*;

#[interceptor]
async fn timed(next: Next, again: Next) -> Result<Outcome, Failure> {
    next.run().await
}

fn main() {}
