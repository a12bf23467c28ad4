#![allow(unused)]

use gateway_runtime::prelude::*;

#[derive(Serialize, ServerEvent)]
#[event("tick")]
struct Tick;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    fn event(&self, #[connected_socket] socket: Socket<Chat>) -> Result<(), WsError> {
        socket.emit_event(&Tick)?;
        Ok(())
    }
}

fn main() {}
