#![allow(unused)]

use gateway_runtime::prelude::*;

#[injectable]
struct Cart;

#[websocket_gateway]
struct Shop;

#[websocket_gateway]
impl Shop {
    #[subscribe_message("add")]
    fn add(&self, #[per_connection] #[inject] cart: Arc<Cart>) {}
}

fn main() {}
