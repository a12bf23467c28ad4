#![allow(unused)]

use gateway_runtime::prelude::*;

#[derive(Clone)]
struct User;

#[guard(message)]
fn authenticated(socket: Socket) -> Result<User, WsError> {
    Ok(User)
}

#[websocket_gateway]
#[use_guards(authenticated)]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[on_gateway_connection]
    fn joined(&self, #[guarded] user: User) {}
}

fn main() {}
