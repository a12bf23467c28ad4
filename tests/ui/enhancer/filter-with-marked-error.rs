#![allow(unused)]

use gateway_runtime::prelude::*;

#[filter]
fn everything(#[inject] failure: Failure) -> WsError {
    failure.into_error()
}

fn main() {}
