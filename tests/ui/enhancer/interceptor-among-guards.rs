#![allow(unused)]

use gateway_runtime::prelude::*;

#[interceptor]
async fn timed(next: Next) -> Result<Outcome, Failure> {
    next.run().await
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    #[use_guards(timed)]
    fn event(&self) {}
}

fn main() {}
