#![allow(unused)]

use gateway_runtime::prelude::*;

struct User;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    fn event(&self, user: Extension<User>) {}
}

fn main() {}
