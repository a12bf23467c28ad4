#![allow(unused)]

use gateway_runtime::prelude::*;

#[interceptor]
async fn timed(call: Call) -> Result<Outcome, Failure> {
    Ok(Outcome::empty())
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    #[use_interceptors(timed)]
    fn event(&self) {}
}

fn main() {}
