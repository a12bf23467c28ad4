#![allow(unused)]

use gateway_runtime::prelude::*;

struct Room;

#[websocket_gateway(namespace = "chat/{room}")]
struct Gateway;

#[websocket_gateway]
impl Gateway {
    #[subscribe_message("event")]
    fn event(&self, #[param] _room: Room) {}
}

fn main() {}
