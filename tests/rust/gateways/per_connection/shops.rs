//! `Shop` and its neighbours take carts in their methods, hooks and enhancers.

use std::{
    sync::{Arc, atomic::Ordering::SeqCst},
    time::Duration,
};

use gateway_runtime::prelude::*;
use gateway_tests::gate::Gate;

use super::carts::{Cart, FragileCart, SlowCart, Till};
use crate::journal::Journal;

#[guard]
fn seen_by_guard(#[per_connection] cart: Arc<Cart>) -> bool {
    cart.add("guard");
    true
}

#[interceptor]
async fn seen_by_interceptor(
    next: Next,
    #[per_connection] cart: Arc<Cart>,
) -> Result<Outcome, Failure> {
    cart.add("interceptor");
    next.run().await
}

#[pipe]
fn seen_by_pipe(article: String, #[per_connection] cart: Arc<Cart>) -> String {
    cart.add("pipe");
    article
}

#[filter]
fn seen_by_filter(error: WsError, #[per_connection] cart: Arc<Cart>) -> WsError {
    cart.add("filter");
    error
}

#[guard(message)]
async fn takes_its_time() -> bool {
    tokio::time::sleep(Duration::from_millis(10)).await;
    true
}

#[guard(message)]
async fn waits_at_the_gate(#[inject] gate: Gate, #[inject] notes: Journal) -> bool {
    gate.pass().await;
    notes.note("passed the gate");
    true
}

#[websocket_gateway(namespace = "shop")]
pub(super) struct Shop {
    #[websocket_server]
    server: Server<Shop>,
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl Shop {
    #[subscribe_message("add")]
    fn add(
        &self,
        #[message_body] article: String,
        #[per_connection] cart: Arc<Cart>,
    ) -> (u64, usize) {
        cart.add(&article);
        (cart.number(), cart.sum())
    }

    #[subscribe_message("add-later")]
    async fn add_later(
        &self,
        #[message_body] article: String,
        #[per_connection] cart: Arc<Cart>,
    ) -> u64 {
        tokio::task::yield_now().await;
        cart.add(&article);
        cart.number()
    }

    #[subscribe_message("pay")]
    fn pay(&self, #[message_body] amount: u64, #[per_connection] till: Till) -> u64 {
        till.paid.fetch_add(amount, SeqCst) + amount
    }

    #[subscribe_message("slow")]
    #[use_guards(takes_its_time)]
    fn slow(&self, #[per_connection] cart: Arc<SlowCart>) -> u64 {
        cart.number()
    }

    #[subscribe_message("fragile")]
    fn fragile(&self, #[per_connection] cart: Arc<FragileCart>) -> u64 {
        cart.number()
    }

    #[subscribe_message("late")]
    #[use_guards(waits_at_the_gate)]
    fn late(&self, #[per_connection] cart: Arc<Cart>) {
        self.notes.note("late");
        cart.add("late");
    }

    #[subscribe_message("carts")]
    fn carts(&self) -> Result<Vec<u64>, WsError> {
        let sockets = self.server.sockets()?.into_iter();
        let carts = sockets.filter_map(|socket| socket.per_connection::<Cart>());
        let mut numbers: Vec<u64> = carts.map(|cart| cart.number()).collect();
        numbers.sort_unstable();
        Ok(numbers)
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket) {
        let cart = socket.per_connection::<Cart>();
        self.notes.note(match cart {
            Some(cart) => format!("left with {}", cart.number()),
            None => "left without".to_owned(),
        });
    }
}

/// Another namespace.
#[websocket_gateway(namespace = "market")]
#[use_guards(seen_by_guard)]
pub(super) struct Market {
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl Market {
    #[on_gateway_connection]
    async fn joined(&self, #[per_connection] cart: Arc<Cart>) {
        cart.add("connection hook");
    }

    #[subscribe_message("number")]
    fn number(&self, #[per_connection] cart: Arc<Cart>) -> u64 {
        cart.number()
    }

    #[subscribe_message("seen")]
    #[use_interceptors(seen_by_interceptor)]
    fn seen(
        &self,
        #[message_body(pipe = seen_by_pipe)] _article: String,
        #[per_connection] cart: Arc<Cart>,
    ) -> Vec<String> {
        cart.articles()
    }

    #[subscribe_message("refused")]
    #[use_filters(seen_by_filter)]
    fn refused(&self) -> Result<(), WsError> {
        Err(WsError::conflict("sold out"))
    }

    #[on_gateway_disconnect]
    async fn left(&self, #[per_connection] cart: Arc<Cart>) {
        self.notes.note(format!("left with {}", cart.number()));
    }
}

/// Its disconnect hook is the first that takes a cart.
#[websocket_gateway(namespace = "last-minute")]
pub(super) struct LastMinute {
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl LastMinute {
    #[on_gateway_disconnect]
    async fn left(&self, #[per_connection] cart: Arc<Cart>) {
        self.notes.note(format!("left with {}", cart.number()));
    }
}

/// Refuses everybody after it has taken a cart.
#[websocket_gateway(namespace = "closed")]
pub(super) struct ClosedShop;

#[websocket_gateway]
impl ClosedShop {
    #[on_gateway_connection]
    fn joined(&self, #[per_connection] cart: Arc<Cart>) -> Result<(), WsError> {
        let number = cart.number();
        Err(WsError::unauthorized(format!("not with cart {number}")))
    }
}
