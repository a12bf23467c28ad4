#![allow(unused)]

use gateway_runtime::prelude::*;

#[derive(Clone)]
struct User;

#[guard]
fn authenticated(socket: Socket) -> Result<User, WsError> {
    Ok(User)
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
#[use_guards(authenticated)]
impl Chat {
    #[subscribe_message("e")]
    fn event(&self) {}
}

fn main() {}
