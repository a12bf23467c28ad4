#![allow(unused)]

use gateway_runtime::prelude::*;

#[derive(Clone)]
struct User;

#[guard]
fn authenticated(socket: Socket) -> Result<User, WsError> {
    Ok(User)
}

#[derive(Clone)]
struct Plan;

#[enhancers]
#[use_guards(authenticated)]
struct AdminOnly;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    #[use_enhancers(AdminOnly)]
    fn event(&self, #[guarded] plan: Plan) {}
}

fn main() {}
