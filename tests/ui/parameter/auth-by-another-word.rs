#![allow(unused)]

use gateway_runtime::prelude::*;

#[derive(Deserialize)]
struct Join {
    room: String,
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[on_gateway_connection]
    fn joined(&self, #[auth] login: Join) {}
}

fn main() {}
