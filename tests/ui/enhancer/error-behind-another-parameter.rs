#![allow(unused)]

use gateway_runtime::prelude::*;

#[filter]
fn everything(call: Call, failure: Failure) -> WsError {
    failure.into_error()
}

fn main() {}
