#![allow(unused)]

use gateway_runtime::prelude::*;

fn refusal() -> WsError {
    WsError::new("Unauthorized")
}

fn main() {}
