#![allow(unused)]

use gateway_runtime::prelude::*;

struct User;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[on_gateway_init]
    fn hook(&self, user: User) {}
}

fn main() {}
