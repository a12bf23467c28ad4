#![allow(unused)]

use std::rc::Rc;

use gateway_runtime::prelude::*;

#[derive(Deserialize, garde::Validate)]
struct Valid {
    #[garde(length(min = 1))]
    name: String,
}

#[derive(Deserialize)]
struct Unchecked {
    name: String,
}

#[websocket_gateway(validate)]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("pair")]
    fn pair(&self, #[message_body] pair: (u32, Valid)) {}

    #[subscribe_message("args")]
    fn args(&self, #[message_body] args: Args<(u32, Valid)>) {}

    #[subscribe_message("list")]
    fn list(&self, #[message_body("list")] list: Vec<Unchecked>, #[message_body] number: u32) {}
}

fn main() {}
