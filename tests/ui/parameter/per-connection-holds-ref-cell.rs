#![allow(unused)]

use gateway_runtime::prelude::*;

#[injectable]
struct Cart {
    articles: std::cell::RefCell<Vec<String>>,
}

#[websocket_gateway]
struct Shop;

#[websocket_gateway]
impl Shop {
    #[subscribe_message("add")]
    fn add(&self, #[per_connection] cart: Arc<Cart>, #[message_body] article: String) {
        cart.articles.borrow_mut().push(article);
    }
}

fn main() {}
