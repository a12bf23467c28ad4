#![allow(unused)]

use gateway_runtime::prelude::*;

struct Order;

#[pipe]
async fn order(id: u64) -> Result<Order, WsError> {
    Ok(Order)
}

#[websocket_gateway]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("e")]
    
    fn event(&self, #[message_body(pipe = order)] order: String) {}
}

fn main() {}
