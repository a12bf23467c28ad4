#![allow(unused)]

use gateway_runtime::prelude::*;

struct Audit;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    #[use_filters(Audit)]
    fn event(&self) {}
}

fn main() {}
