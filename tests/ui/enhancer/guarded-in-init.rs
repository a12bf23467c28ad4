#![allow(unused)]

use gateway_runtime::prelude::*;

#[derive(Clone)]
struct User;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[on_gateway_init]
    fn started(&self, #[guarded] user: User) {}
}

fn main() {}
