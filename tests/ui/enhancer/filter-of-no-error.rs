#![allow(unused)]

use gateway_runtime::prelude::*;

#[filter]
fn everything(call: Call) -> WsError {
    WsError::forbidden("no")
}

fn main() {}
