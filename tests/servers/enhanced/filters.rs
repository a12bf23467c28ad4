//! `Filtered` has filters and no interceptors: its methods answer without a detour, and failures alone reach the filters.

use std::time::Duration;

use futures_util::{Stream, stream};
use gateway_runtime::prelude::*;
use gateway_tests::client_cue::wait_for_client;
use serde_json::Value;

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
async fn of_shop(error: Shop, socket: Socket, call: Call) -> Result<Outcome, WsError> {
    if call.body::<String>().is_ok_and(|body| body == "wait") {
        wait_for_client(&socket).await.or_internal()?;
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
    #[expect(clippy::panic, reason = "that it panics is the point")]
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

#[filter]
async fn waiting(failure: Failure, socket: Socket) -> Result<Outcome, WsError> {
    wait_for_client(&socket).await.or_internal()?;
    Err(failure.into_error())
}

/// Answers with the number, or fails.
async fn number(socket: Socket, number: u32, fails: &str) -> Result<u32, WsError> {
    socket.emit("started", &number)?;
    match fails {
        "by an error" => return Err(WsError::conflict("one")),
        "by a panic" => panic!("the method panics"),
        "by a panic after a wait" => {
            tokio::time::sleep(Duration::from_millis(1)).await;
            panic!("the method panics");
        }
        "by its timeout" => tokio::time::sleep(Duration::from_mins(10)).await,
        _ => {}
    }
    Ok(number)
}

/// Failures and the order of messages.
#[websocket_gateway(
    namespace = "filtered-sequential",
    ordering = "sequential",
    timeout = "200ms"
)]
#[use_filters(waiting)]
struct Sequential;

#[websocket_gateway]
impl Sequential {
    #[subscribe_message("number")]
    async fn number(
        &self,
        socket: Socket,
        #[message_body] n: u32,
        #[message_body] fails: String,
    ) -> Result<u32, WsError> {
        number(socket, n, &fails).await
    }
}

/// Failures and the number of messages in work.
#[websocket_gateway(namespace = "filtered-few", max_in_flight = 2, timeout = "200ms")]
#[use_filters(waiting)]
struct Few;

#[websocket_gateway]
impl Few {
    #[subscribe_message("number")]
    async fn number(
        &self,
        socket: Socket,
        #[message_body] n: u32,
        #[message_body] fails: String,
    ) -> Result<u32, WsError> {
        number(socket, n, &fails).await
    }
}
