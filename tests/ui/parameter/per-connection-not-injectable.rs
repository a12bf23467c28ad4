#![allow(unused)]

use gateway_runtime::prelude::*;

struct Cart;

#[websocket_gateway]
struct Shop;

#[websocket_gateway]
impl Shop {
    #[subscribe_message("add")]
    fn add(&self, #[per_connection] cart: Arc<Cart>) {}
}

fn main() {}
