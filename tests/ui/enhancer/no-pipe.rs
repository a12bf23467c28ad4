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
impl Chat {
    #[subscribe_message("e")]
    
    fn event(&self, #[message_body(pipe = authenticated)] order: String) {}
}

fn main() {}
