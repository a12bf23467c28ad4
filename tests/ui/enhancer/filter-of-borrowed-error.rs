#![allow(unused)]

use gateway_runtime::prelude::*;

struct StockError;

#[filter]
fn out_of_stock(error: &StockError) -> WsError {
    WsError::forbidden("no")
}

fn main() {}
