#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat {
    #[websocket_server]
    server: Server,
}

#[websocket_gateway]
impl Chat {
    #[on_gateway_init]
    fn start(&self) {
        tokio::spawn(async move {
            let _ = self.server.emit("e", &1).await;
        });
    }
}

fn main() {}
