#![allow(unused)]

use gateway_runtime::prelude::*;

#[websocket_gateway]
struct Shop;

#[websocket_gateway]
impl Shop {
    #[on_gateway_disconnect]
    async fn left(&self, #[per_connection] count: u8) {}
}

fn main() {}
