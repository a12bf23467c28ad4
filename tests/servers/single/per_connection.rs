//! `Shop` and its neighbours take carts, of which each connection has its own.
//!
//! The journal has a line for each cart that is made or dropped.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering::SeqCst},
    },
    thread,
    time::Duration,
};

use gateway_runtime::prelude::*;
use gateway_tests::{gate::Gate, journal};
use serde_json::json;

/// The number of a cart.
struct Number(u64);

impl Default for Number {
    fn default() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        let number = LAST.fetch_add(1, SeqCst) + 1;
        journal::note(&json!({ "cart": number, "what": "made" }));
        Self(number)
    }
}

impl Drop for Number {
    fn drop(&mut self) {
        journal::note(&json!({ "cart": self.0, "what": "dropped" }));
    }
}

#[injectable]
struct Cart {
    #[inject]
    price: u16,
    number: Number,
    articles: Mutex<Vec<String>>,
}

impl Cart {
    fn add(&self, article: &str) {
        let mut articles = self.articles.lock().unwrap_or_else(PoisonError::into_inner);
        articles.push(article.to_owned());
    }

    fn articles(&self) -> Vec<String> {
        let articles = self.articles.lock().unwrap_or_else(PoisonError::into_inner);
        articles.clone()
    }
}

/// What is taken as it is.
#[injectable]
#[derive(Clone)]
struct Till {
    paid: Arc<AtomicU64>,
}

/// A cart that takes a while to be made.
#[injectable]
struct SlowCart {
    number: Number,
    #[default = slow()]
    _slow: (),
}

fn slow() {
    thread::sleep(Duration::from_millis(30));
}

static IS_ARMED: AtomicBool = AtomicBool::new(false);

/// A cart that cannot be made the first time.
#[injectable]
struct FragileCart {
    #[default = fragile()]
    _fragile: (),
    number: Number,
}

fn fragile() {
    assert!(!IS_ARMED.swap(false, SeqCst), "boom in a cart");
}

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
async fn waits_at_the_gate(socket: Socket, #[inject] gate: Gate) -> bool {
    journal::reached("Shop", "waiting", &socket);
    gate.pass().await;
    journal::reached("Shop", "passed", &socket);
    true
}

#[websocket_gateway(namespace = "shop")]
struct Shop {
    #[websocket_server]
    server: Server<Shop>,
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
        (
            cart.number.0,
            cart.articles().len() * usize::from(cart.price),
        )
    }

    #[subscribe_message("add-later")]
    async fn add_later(
        &self,
        #[message_body] article: String,
        #[per_connection] cart: Arc<Cart>,
    ) -> u64 {
        tokio::task::yield_now().await;
        cart.add(&article);
        cart.number.0
    }

    #[subscribe_message("pay")]
    fn pay(&self, #[message_body] amount: u64, #[per_connection] till: Till) -> u64 {
        till.paid.fetch_add(amount, SeqCst) + amount
    }

    #[subscribe_message("slow")]
    #[use_guards(takes_its_time)]
    fn slow(&self, #[per_connection] cart: Arc<SlowCart>) -> u64 {
        cart.number.0
    }

    #[subscribe_message("arm")]
    fn arm(&self) -> bool {
        IS_ARMED.store(true, SeqCst);
        true
    }

    #[subscribe_message("fragile")]
    fn fragile(&self, #[per_connection] cart: Arc<FragileCart>) -> u64 {
        cart.number.0
    }

    #[subscribe_message("late")]
    #[use_guards(waits_at_the_gate)]
    fn late(&self, socket: Socket, #[per_connection] cart: Arc<Cart>) {
        journal::reached("Shop", "late", &socket);
        cart.add("late");
    }

    #[subscribe_message("open-the-gate")]
    fn open_the_gate(&self, #[inject] gate: Gate) -> bool {
        gate.open();
        true
    }

    #[subscribe_message("carts")]
    fn carts(&self) -> Result<Vec<u64>, WsError> {
        let sockets = self.server.sockets()?.into_iter();
        let carts = sockets.filter_map(|socket| socket.per_connection::<Cart>());
        let mut numbers: Vec<u64> = carts.map(|cart| cart.number.0).collect();
        numbers.sort_unstable();
        Ok(numbers)
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket) {
        let cart = socket.per_connection::<Cart>().map(|cart| cart.number.0);
        journal::note(
            &json!({ "gateway": "Shop", "what": "left", "id": socket.id(), "cart": cart }),
        );
    }
}

/// Another namespace.
#[websocket_gateway(namespace = "market")]
#[use_guards(seen_by_guard)]
struct Market;

#[websocket_gateway]
impl Market {
    #[on_gateway_connection]
    async fn joined(&self, #[per_connection] cart: Arc<Cart>) {
        cart.add("connection hook");
    }

    #[subscribe_message("number")]
    fn number(&self, #[per_connection] cart: Arc<Cart>) -> u64 {
        cart.number.0
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
    async fn left(&self, socket: Socket, #[per_connection] cart: Arc<Cart>) {
        journal::note(
            &json!({ "gateway": "Market", "what": "left", "id": socket.id(), "cart": cart.number.0 }),
        );
    }
}

/// Its disconnect hook is the first that takes a cart.
#[websocket_gateway(namespace = "last-minute")]
struct LastMinute;

#[websocket_gateway]
impl LastMinute {
    #[on_gateway_disconnect]
    async fn left(&self, socket: Socket, #[per_connection] cart: Arc<Cart>) {
        journal::note(
            &json!({ "gateway": "LastMinute", "what": "left", "id": socket.id(), "cart": cart.number.0 }),
        );
    }
}

/// Refuses everybody after it has taken a cart.
#[websocket_gateway(namespace = "closed")]
struct ClosedShop;

#[websocket_gateway]
impl ClosedShop {
    #[on_gateway_connection]
    fn joined(&self, #[per_connection] cart: Arc<Cart>) -> Result<(), WsError> {
        Err(WsError::unauthorized(format!(
            "not with cart {}",
            cart.number.0
        )))
    }
}
