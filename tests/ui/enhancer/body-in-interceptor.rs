#![allow(unused)]

use gateway_runtime::prelude::*;

#[interceptor]
async fn named(#[message_body] name: String, next: Next) -> Result<Outcome, Failure> {
    next.run().await
}

fn main() {}
