#![allow(unused)]

use gateway_runtime::prelude::*;

#[injectable]
struct Cart;

#[websocket_gateway]
struct Shop {
    #[per_connection]
    cart: Arc<Cart>,
}

#[websocket_gateway]
impl Shop {
    #[subscribe_message("add")]
    fn add(&self) {}
}

fn main() {}
