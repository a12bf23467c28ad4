#![allow(unused)]

use gateway_runtime::prelude::*;

#[guard]
fn typed<T: Clone>(socket: Socket) -> Result<T, WsError> {
    Err(WsError::forbidden("no"))
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    #[use_guards(typed)]
    fn event(&self) {}
}

fn main() {}
