#![allow(unused)]

use gateway_runtime::prelude::*;

#[interceptor]
async fn timed(next: Next) -> Result<Outcome, Failure> {
    next.run().await
}

#[websocket_gateway]
#[use_guards(timed)]
struct Chat;

fn main() {}
