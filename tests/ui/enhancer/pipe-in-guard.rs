#![allow(unused)]

use gateway_runtime::prelude::*;

struct Order;

#[pipe]
async fn order(id: u64) -> Result<Order, WsError> {
    Ok(Order)
}

#[guard(message)]
fn open(#[message_body(pipe = order)] order: Order) -> bool {
    true
}

fn main() {}
