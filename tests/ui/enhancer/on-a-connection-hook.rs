#![allow(unused)]

use gateway_runtime::prelude::*;

#[derive(Clone)]
struct User;

#[guard]
fn authenticated(socket: Socket) -> Result<User, WsError> {
    Ok(User)
}

#[interceptor]
async fn timed(next: Next) -> Result<Outcome, Failure> {
    next.run().await
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[on_gateway_connection]
    #[use_guards(authenticated)]
    #[use_interceptors(timed)]
    #[throttle(limit = 5, per = "1s")]
    #[set_metadata(1)]
    fn joined(&self) {}
}

fn main() {}
