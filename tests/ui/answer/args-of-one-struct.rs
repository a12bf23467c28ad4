#![allow(unused)]

use gateway_runtime::prelude::*;

#[derive(Serialize)]
struct User;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    fn event(&self) -> Args<User> {
        Args(User)
    }
}

fn main() {}
