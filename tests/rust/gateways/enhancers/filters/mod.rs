//! Filters turn failures into what the client is told, and leave good answers alone (docs/guarantees.md, 8 and 9). `Filtered`
//! has filters and no interceptors: its methods answer without a detour, and failures alone reach the filters.

mod waiting;

use std::time::Duration;

use futures_util::{FutureExt as _, Stream, stream};
use gateway_runtime::{
    prelude::*,
    testing::{Client, End, TestApp},
};
use gateway_tests::gate::Gate;
use serde_json::Value;

use super::code_and_message;
use crate::way::{Way, over_each_way};

/// The methods' own errors.
#[derive(Debug)]
enum Shop {
    OutOfStock(&'static str),
    Closed,
}

impl From<Shop> for WsError {
    fn from(shop: Shop) -> Self {
        match shop {
            Shop::OutOfStock(sku) => Self::conflict(format!("{sku} is out of stock")),
            Shop::Closed => Self::unavailable("closed"),
        }
    }
}

/// An error that one thread alone may use: it is converted at once.
struct Local(std::rc::Rc<str>);

impl From<Local> for WsError {
    fn from(local: Local) -> Self {
        Self::new("local", local.0.to_string())
    }
}

/// Catches the shop's own errors, and lets one of them be an answer.
#[filter]
async fn of_shop(error: Shop, call: Call, #[inject] gate: Gate) -> Result<Outcome, WsError> {
    if call.body::<String>().is_ok_and(|body| body == "wait") {
        gate.pass().await;
    }
    match error {
        Shop::OutOfStock(sku) => Err(WsError::new("stock", sku)),
        Shop::Closed => Ok(Outcome::answer("come back later")),
    }
}

/// Catches every error that is a `WsError`.
#[filter]
fn shouting(error: WsError) -> WsError {
    WsError::new(error.code().to_owned(), error.message().to_uppercase())
}

/// Catches the rest, and says where it comes from.
#[filter]
fn rest(failure: Failure) -> WsError {
    WsError::new("rest", format!("{:?}", failure.kind()))
}

#[guard(message)]
fn polite(#[message_body] body: Option<Value>) -> bool {
    body.is_none_or(|body| body != "rude")
}

/// A guard with an error of its own.
#[guard(message)]
async fn in_stock(#[message_body] what: String) -> Result<(), Shop> {
    tokio::task::yield_now().await;
    if what == "gone" {
        Err(Shop::OutOfStock("guarded"))
    } else {
        Ok(())
    }
}

/// A guard that does not end.
#[guard(message)]
async fn never() -> bool {
    std::future::pending().await
}

#[websocket_gateway(namespace = "filtered", timeout = "10s")]
#[use_guards(polite)]
#[use_filters(of_shop, rest)]
struct Filtered;

#[websocket_gateway]
impl Filtered {
    #[on_gateway_connection]
    fn joined(&self, handshake: Handshake) -> Result<(), WsError> {
        match handshake.header("x-token") {
            Some("refused") => Err(WsError::forbidden("not here")),
            _ => Ok(()),
        }
    }

    #[subscribe_message("buy")]
    fn buy(&self, #[message_body] what: String) -> Result<String, Shop> {
        match &*what {
            "gone" | "wait" => Err(Shop::OutOfStock("a")),
            "closed" => Err(Shop::Closed),
            _ => Ok(what),
        }
    }

    #[subscribe_message("buy-later")]
    async fn buy_later(&self, #[message_body] what: String) -> Result<String, Shop> {
        tokio::task::yield_now().await;
        self.buy(what)
    }

    #[subscribe_message("guarded")]
    #[use_guards(in_stock)]
    fn guarded(&self) {}

    #[subscribe_message("never", timeout = "200ms")]
    #[use_guards(never)]
    fn never(&self) {}

    #[subscribe_message("local")]
    fn local(&self) -> Result<(), Local> {
        Err(Local("kept on its thread".into()))
    }

    #[subscribe_message("shout")]
    #[use_filters(shouting)]
    fn shout(&self, #[message_body] number: u32) -> Result<u32, WsError> {
        if number == 0 {
            Err(WsError::conflict("zero"))
        } else {
            Ok(number)
        }
    }

    #[subscribe_message("panic")]
    async fn panics(&self, #[message_body] waits: bool) {
        if waits {
            tokio::task::yield_now().await;
        }
        panic!("the method panics");
    }

    #[subscribe_message("late", timeout = "200ms")]
    async fn late(&self) {
        tokio::time::sleep(Duration::from_mins(10)).await;
    }

    #[subscribe_message("by-hand")]
    async fn by_hand(&self, ack: Ack<u32>, #[message_body] what: String) -> Result<(), Shop> {
        match &*what {
            "send" => ack.send(1),
            "drop" => drop(ack),
            "refuse" => ack.fail(WsError::conflict("by hand")),
            "send-and-fail" => {
                ack.send(2);
                return Err(Shop::OutOfStock("b"));
            }
            "send-and-close" => {
                ack.send(3);
                return Err(Shop::Closed);
            }
            _ => return Err(Shop::Closed),
        }
        Ok(())
    }

    #[subscribe_message("events")]
    fn events(&self) -> impl Stream<Item = Result<WsResponse<u32>, Shop>> + use<> {
        stream::iter([Ok(WsResponse::new("tick", 1)), Err(Shop::OutOfStock("c"))])
    }
}

over_each_way!(
    a_filter_catches_the_errors_of_its_type_and_answers_after_all,
    a_filter_that_waits_holds_up_nobody_else,
    what_a_method_sends_by_hand_is_left_alone_and_what_it_returns_or_leaves_open_reaches_a_filter,
    the_error_of_a_stream_reaches_a_filter,
    the_error_of_a_connection_hook_reaches_a_filter,
    without_a_callback_the_client_is_told_by_the_event_exception,
);

fn builder() -> (gateway_runtime::GatewayAppBuilder, Gate) {
    let gate = Gate::closed();
    let builder = GatewayApp::builder().provide(gate.clone());
    (builder.only::<(Filtered,)>(), gate)
}

async fn join(way: Way) -> (TestApp, Client, Gate) {
    let (builder, gate) = builder();
    let app = way.start(builder).await;
    let client = way.join::<Filtered>(&app).await;
    (app, client, gate)
}

async fn buy(client: &Client, event: &str, what: &str) -> String {
    client.ask(event, what).await.unwrap()
}

async fn a_filter_catches_the_errors_of_its_type_and_answers_after_all(way: Way) {
    let (_app, client, _) = join(way).await;
    for event in ["buy", "buy-later"] {
        assert_eq!(buy(&client, event, "milk").await, "milk");
        let gone = client.ask::<String>(event, "gone").await;
        assert_eq!(code_and_message(gone), ["stock", "a"]);
        assert_eq!(buy(&client, event, "closed").await, "come back later");
        assert_eq!(buy(&client, event, "milk").await, "milk");
    }
}

async fn a_filter_that_waits_holds_up_nobody_else(way: Way) {
    let (app, client, gate) = join(way).await;
    for event in ["buy", "buy-later"] {
        let mut failed = client.ask::<String>(event, "wait");
        assert_eq!(buy(&client, event, "milk").await, "milk");
        app.settled().await;
        assert_eq!((app.in_work(), (&mut failed).now_or_never()), (1, None));
        gate.open();
        assert_eq!(code_and_message(failed.await), ["stock", "a"]);
    }
}

#[tokio::test]
async fn the_first_filter_that_catches_a_failure_is_asked_the_methods_before_the_gateways() {
    let (_app, client, _) = join(Way::USUAL).await;
    assert_eq!(client.ask::<u32>("shout", &1).await, Ok(1));
    let zero = client.ask::<u32>("shout", &0).await;
    assert_eq!(code_and_message(zero), ["conflict", "ZERO"]);
    let [_, message] = code_and_message(client.ask::<u32>("shout", "x").await);
    assert!(message.starts_with("INVALID BODY"), "{message}");
    let rude = client.ask::<u32>("shout", "rude").await;
    assert_eq!(code_and_message(rude), ["forbidden", "FORBIDDEN RESOURCE"]);
}

#[tokio::test]
async fn an_error_that_cannot_be_kept_in_its_own_type_is_a_ws_error() {
    let (_app, client, _) = join(Way::USUAL).await;
    let local = client.ask::<()>("local", &()).await;
    assert_eq!(code_and_message(local), ["rest", "Method"]);
}

#[tokio::test]
async fn a_panic_before_and_after_the_first_wait_reaches_a_filter() {
    let (_app, client, _) = join(Way::USUAL).await;
    for waits in [false, true] {
        let panicked = client.ask::<()>("panic", &waits).await;
        assert_eq!(code_and_message(panicked), ["rest", "Panic"]);
        assert_eq!(buy(&client, "buy", "milk").await, "milk");
    }
}

/// Of a method, and of a guard in front of one.
#[tokio::test(start_paused = true)]
async fn a_timeout_reaches_a_filter() {
    let (_app, client, _) = join(Way::USUAL).await;
    for event in ["late", "never"] {
        let begin = tokio::time::Instant::now();
        let late = client.ask::<()>(event, &()).await;
        assert_eq!(code_and_message(late), ["rest", "Timeout"]);
        assert_eq!(begin.elapsed().as_millis() / 10, 20, "{event}");
    }
}

#[tokio::test]
async fn a_filter_catches_the_own_error_of_a_guard() {
    let (_app, client, _) = join(Way::USUAL).await;
    assert_eq!(client.ask::<()>("guarded", "milk").await, Ok(()));
    let gone = client.ask::<()>("guarded", "gone").await;
    assert_eq!(code_and_message(gone), ["stock", "guarded"]);
}

#[tokio::test]
async fn a_refusal_and_a_body_that_does_not_decode_reach_a_filter() {
    let (_app, client, _) = join(Way::USUAL).await;
    let rude = client.ask::<String>("buy", "rude").await;
    assert_eq!(code_and_message(rude), ["rest", "Guard"]);
    let no_text = client.ask::<String>("buy", &7).await;
    assert_eq!(code_and_message(no_text), ["rest", "Parameter"]);
}

async fn what_a_method_sends_by_hand_is_left_alone_and_what_it_returns_or_leaves_open_reaches_a_filter(
    way: Way,
) {
    let (_app, client, _) = join(way).await;
    assert_eq!(client.ask::<u32>("by-hand", "send").await, Ok(1));
    let refused = client.ask::<u32>("by-hand", "refuse").await;
    assert_eq!(code_and_message(refused), ["conflict", "by hand"]);
    let dropped = client.ask::<u32>("by-hand", "drop").await;
    assert_eq!(code_and_message(dropped), ["rest", "Method"]);
    assert_eq!(buy(&client, "by-hand", "fail").await, "come back later");
    client.no_event().await;
    assert_eq!(client.ask::<u32>("by-hand", "send-and-fail").await, Ok(2));
    let exception = client.exception().await;
    assert_eq!((exception.code(), exception.message()), ("stock", "b"));
    assert_eq!(client.ask::<u32>("by-hand", "send-and-close").await, Ok(3));
    client.no_event().await;
}

async fn the_error_of_a_stream_reaches_a_filter(way: Way) {
    let (_app, client, _) = join(way).await;
    let error = client.ask::<()>("events", &()).await;
    assert_eq!(code_and_message(error), ["stock", "c"]);
    assert_eq!(client.waiting_events(), 1);
    assert_eq!(client.event_named::<u32>("tick").await, 1);
    client.no_event().await;
}

async fn the_error_of_a_connection_hook_reaches_a_filter(way: Way) {
    let (builder, _) = builder();
    let app = way.start(builder).await;
    let client = way.connect::<Filtered>(&app).header("x-token", "refused");
    let client = client.await.unwrap();
    let exception = client.exception().await;
    assert_eq!(
        (exception.code(), exception.message()),
        ("rest", "ConnectionHook")
    );
    assert_eq!(client.ended().await, End::ByServer);
}

async fn without_a_callback_the_client_is_told_by_the_event_exception(way: Way) {
    let (_app, client, _) = join(way).await;
    client.emit("buy", "gone");
    let exception = client.exception().await;
    assert_eq!((exception.code(), exception.message()), ("stock", "a"));
    client.no_event().await;
}
