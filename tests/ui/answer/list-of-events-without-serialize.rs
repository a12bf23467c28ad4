#![allow(unused)]

use gateway_runtime::prelude::*;

struct Sent;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    fn event(&self) -> Vec<WsResponse<Sent>> {
        Vec::new()
    }
}

fn main() {}
