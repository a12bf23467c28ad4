#![allow(unused)]

use gateway_runtime::prelude::*;

#[filter(StockError)]
fn everything(failure: Failure) -> WsError {
    failure.into_error()
}

fn main() {}
