#![allow(unused)]

use gateway_runtime::prelude::*;

struct User;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket) {
        socket.set_data(User);
    }

    #[subscribe_message("e")]
    fn event(&self, user: SocketData<User>) {}

    #[on_gateway_disconnect]
    fn left(&self, user: Option<SocketData<User>>) {}
}

fn main() {}
