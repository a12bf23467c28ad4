#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    fn event(&self) -> Vec<WsResponse<std::rc::Rc<u8>>> {
        Vec::new()
    }
}

fn main() {}
