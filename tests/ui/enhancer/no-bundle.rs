#![allow(unused)]

use gateway_runtime::prelude::*;

struct AdminOnly;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    #[use_enhancers(AdminOnly)]
    fn event(&self) {}
}

fn main() {}
