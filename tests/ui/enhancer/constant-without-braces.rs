#![allow(unused)]

use gateway_runtime::prelude::*;

struct Admin;

const ADMIN: Admin = Admin;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    #[use_guards(ADMIN)]
    fn event(&self) {}
}

fn main() {}
