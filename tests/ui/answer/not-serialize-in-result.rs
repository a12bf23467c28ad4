#![allow(unused)]

use gateway_runtime::prelude::*;

struct Answer;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    fn event(&self) -> Result<Answer, WsError> {
        Ok(Answer)
    }
}

fn main() {}
