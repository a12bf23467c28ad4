#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat {
    #[websocket_server]
    server: Server,
}

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    fn event(&self) {
        let _ = self.server.emit("e", &1).await;
    }
}

fn main() {}
