#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    async fn handle_connection(&self, #[connected_socket] client: Socket) {}
}

fn main() {}
