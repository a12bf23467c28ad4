#![allow(unused)]

use gateway_runtime::prelude::*;

#[derive(Deserialize)]
struct Body;

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    fn event(&self, body: Body) {}
}

fn main() {}
