#![allow(unused)]

use gateway_runtime::prelude::*;

#[injectable]
struct Cart;

#[websocket_gateway]
struct Shop;

#[websocket_gateway]
impl Shop {
    #[on_gateway_init]
    async fn init(&self, #[per_connection] cart: Arc<Cart>) {}
}

fn main() {}
