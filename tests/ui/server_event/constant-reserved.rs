#![allow(unused)]

use gateway_runtime::prelude::*;

mod events {
    pub const ERROR: &str = "exception";
}

#[derive(Serialize, ServerEvent)]
#[event(events::ERROR)]
struct Sent;

fn main() {}
