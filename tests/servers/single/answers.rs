//! `Answers` has a method for everything that a method can return.

use std::{borrow::Cow, io};

use gateway_runtime::prelude::*;
use serde::{Serializer, ser::Error as _};

#[derive(Serialize)]
struct Greeting {
    text: String,
}

#[derive(Serialize)]
struct Name(&'static str);

/// What cannot be written.
struct Unwritable;

impl Serialize for Unwritable {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("this cannot be written"))
    }
}

/// An event that is declared once.
#[derive(Serialize, ServerEvent)]
#[event("stock-changed")]
struct StockChanged {
    left: u32,
}

/// An error of the application's own.
enum OrderError {
    SoldOut,
    Database(io::Error),
}

impl From<OrderError> for WsError {
    fn from(error: OrderError) -> Self {
        match error {
            OrderError::SoldOut => Self::new("sold_out", "there is none left"),
            OrderError::Database(error) => Self::internal(error),
        }
    }
}

#[websocket_gateway(namespace = "answers", rename_all = "kebab-case")]
struct Answers;

/// Values.
#[websocket_gateway]
impl Answers {
    #[subscribe_message]
    fn value(&self) -> Greeting {
        Greeting {
            text: "hello".into(),
        }
    }

    #[subscribe_message]
    async fn value_async(&self) -> Greeting {
        tokio::task::yield_now().await;
        self.value()
    }

    #[subscribe_message]
    fn unit(&self) {}

    #[subscribe_message]
    async fn unit_async(&self) {
        tokio::task::yield_now().await;
    }

    #[subscribe_message]
    fn some(&self) -> Option<u8> {
        Some(7)
    }

    #[subscribe_message]
    fn none(&self) -> Option<u8> {
        None
    }

    #[subscribe_message]
    fn falsy(&self, #[message_body] which: u8) -> serde_json::Value {
        match which {
            0 => serde_json::json!(false),
            1 => serde_json::json!(0),
            2 => serde_json::json!(""),
            _ => serde_json::Value::Null,
        }
    }

    #[subscribe_message]
    fn pair(&self) -> (u8, &'static str) {
        (1, "one")
    }

    #[subscribe_message]
    fn array(&self) -> [u8; 3] {
        [1, 2, 3]
    }

    #[subscribe_message]
    fn list(&self) -> Vec<(u8, u8)> {
        vec![(1, 2), (3, 4)]
    }

    #[subscribe_message]
    fn newtype(&self) -> Name {
        Name("An")
    }

    #[subscribe_message]
    fn args(&self) -> Args<(u8, &'static str, [u8; 2])> {
        Args((1, "one", [2, 3]))
    }

    #[subscribe_message]
    fn no_args(&self) -> Args<()> {
        Args(())
    }

    #[subscribe_message]
    async fn result_args(&self) -> Result<Args<(u8, u8)>, WsError> {
        Ok(Args((1, 2)))
    }

    #[subscribe_message]
    fn shared(&self) -> Arc<Greeting> {
        Arc::new(self.value())
    }

    #[subscribe_message]
    async fn shared_list(&self) -> Result<Arc<[Greeting]>, WsError> {
        tokio::task::yield_now().await;
        Ok(Arc::from([self.value()]))
    }

    #[subscribe_message]
    fn shared_inside(&self) -> Option<Vec<Arc<str>>> {
        Some(vec![Arc::from("one"), Arc::from("two")])
    }

    #[subscribe_message]
    fn boxed(&self) -> Box<Greeting> {
        Box::new(self.value())
    }

    #[subscribe_message]
    fn borrowed(&self) -> Cow<'static, str> {
        Cow::Borrowed("hello")
    }

    #[subscribe_message]
    fn shared_args(&self) -> Args<(Arc<str>, Box<u8>)> {
        Args((Arc::from("one"), Box::new(1)))
    }

    /// Fails in the middle, in every format.
    #[subscribe_message]
    fn unserialisable(&self) -> (Greeting, Unwritable) {
        (self.value(), Unwritable)
    }
}

/// Results.
#[websocket_gateway]
impl Answers {
    #[subscribe_message]
    fn result_value(&self) -> Result<Greeting, WsError> {
        Ok(self.value())
    }

    #[subscribe_message]
    fn result_unit(&self) -> Result<(), WsError> {
        Ok(())
    }

    #[subscribe_message]
    fn refuse(&self) -> Result<Greeting, WsError> {
        Err(WsError::conflict("ordered twice").with_details(serde_json::json!({ "order": 3 })))
    }

    #[subscribe_message]
    async fn refuse_async(&self) -> Result<(), WsError> {
        tokio::task::yield_now().await;
        Err(WsError::forbidden("not yours"))
    }

    #[subscribe_message]
    fn own_error(&self) -> Result<u8, OrderError> {
        Err(OrderError::SoldOut)
    }

    #[subscribe_message]
    fn or_bad_request(&self, #[message_body] number: String) -> Result<u8, WsError> {
        number.parse().or_bad_request("this is no number")
    }

    #[subscribe_message]
    async fn or_not_found(&self, #[message_body] name: Option<String>) -> Result<String, WsError> {
        name.or_not_found("there is no name")
    }

    #[subscribe_message]
    async fn or_internal(&self, #[message_body] name: Option<String>) -> Result<u8, WsError> {
        name.or_internal()?.parse().or_internal()
    }

    #[subscribe_message]
    async fn secret_error(&self) -> Result<u8, OrderError> {
        Err(OrderError::Database(io::Error::other(
            "password is hunter2",
        )))
    }
}

/// Events as answers.
#[websocket_gateway]
impl Answers {
    #[subscribe_message]
    fn event(&self) -> WsResponse<u8> {
        WsResponse::new("pong", 7)
    }

    #[subscribe_message]
    async fn event_async(&self) -> WsResponse<(u8, u8)> {
        tokio::task::yield_now().await;
        WsResponse::new("pong", (7, 8))
    }

    #[subscribe_message]
    fn event_args(&self) -> WsResponse<Args<(u8, u8)>> {
        WsResponse::new("pong", Args((7, 8)))
    }

    #[subscribe_message]
    fn event_shared(&self) -> WsResponse<Arc<Greeting>> {
        WsResponse::new("pong", Arc::new(self.value()))
    }

    #[subscribe_message]
    fn event_by_hand(&self, socket: Socket) -> Result<(), WsError> {
        socket.emit("pong", &Arc::new(self.value()))?;
        Ok(())
    }

    #[subscribe_message]
    fn event_declared(&self) -> WsResponse<StockChanged> {
        WsResponse::event(StockChanged { left: 3 })
    }

    #[subscribe_message]
    fn event_or_error(&self, #[message_body] succeed: bool) -> Result<WsResponse<u8>, WsError> {
        if succeed {
            Ok(WsResponse::new("pong", 7))
        } else {
            Err(WsError::not_found("no pong"))
        }
    }

    /// NestJS's `WsResponse | undefined`.
    #[subscribe_message]
    fn event_or_none(&self, #[message_body] succeed: bool) -> Option<WsResponse<u8>> {
        succeed.then(|| WsResponse::new("pong", 7))
    }

    #[subscribe_message]
    async fn event_or_none_in_result(
        &self,
        #[message_body] succeed: Option<bool>,
    ) -> Result<Option<WsResponse<u8>>, WsError> {
        tokio::task::yield_now().await;
        let succeed = succeed.ok_or_else(|| WsError::not_found("no pong"))?;
        Ok(self.event_or_none(succeed))
    }

    #[subscribe_message]
    fn events(&self, #[message_body] to: u32) -> Vec<WsResponse<u32>> {
        (1..=to)
            .map(|number| WsResponse::new("pong", number))
            .collect()
    }

    #[subscribe_message]
    async fn events_async(&self, #[message_body] to: u32) -> Vec<WsResponse<u32>> {
        tokio::task::yield_now().await;
        self.events(to)
    }

    #[subscribe_message]
    fn events_in_result(
        &self,
        #[message_body] to: Option<u32>,
    ) -> Result<Vec<WsResponse<u32>>, WsError> {
        Ok(self.events(to.ok_or_else(|| WsError::not_found("no pongs"))?))
    }

    #[subscribe_message]
    fn events_or_none(&self, #[message_body] to: Option<u32>) -> Option<Vec<WsResponse<u32>>> {
        to.map(|to| self.events(to))
    }

    #[subscribe_message]
    fn events_half_written(&self) -> Vec<WsResponse<Result<u8, Unwritable>>> {
        let values = [Ok(1), Err(Unwritable), Ok(3)];
        values.map(|value| WsResponse::new("pong", value)).into()
    }

    /// NestJS would take this for an event; here only the type decides.
    #[subscribe_message]
    fn looks_like_an_event(&self) -> serde_json::Value {
        serde_json::json!({ "event": "pong", "data": 7 })
    }
}

/// Methods that own their gateway, so that a task can.
#[websocket_gateway]
impl Answers {
    #[subscribe_message]
    fn arc_of_the_gateway(self: Arc<Self>) -> Greeting {
        self.value()
    }

    #[subscribe_message]
    async fn arc_in_a_task(self: Arc<Self>) -> Result<Greeting, WsError> {
        let task = tokio::spawn(async move { self.value_async().await });
        task.await.map_err(WsError::internal)
    }

    #[subscribe_message]
    async fn borrowed_arc(self: &Arc<Self>) -> Result<Greeting, WsError> {
        Arc::clone(self).arc_in_a_task().await
    }
}

/// Answers given by hand.
#[websocket_gateway]
impl Answers {
    #[subscribe_message]
    fn ack(&self, #[ack] ack: Ack<String>) {
        ack.send("by hand".into());
    }

    #[subscribe_message]
    async fn ack_args(&self, ack: Ack<Args<(u8, u8)>>) {
        tokio::task::yield_now().await;
        ack.send(Args((1, 2)));
    }

    #[subscribe_message]
    fn ack_shared(&self, ack: Ack<Arc<Greeting>>) {
        ack.send(Arc::new(self.value()));
    }

    #[subscribe_message]
    fn ack_unit(&self, ack: Ack<()>) {
        ack.send(());
    }

    #[subscribe_message]
    fn ack_dropped(&self, ack: Ack<()>) {
        drop(ack);
    }

    #[subscribe_message]
    async fn ack_in_a_task(&self, ack: Ack<String>) {
        tokio::spawn(async move {
            tokio::task::yield_now().await;
            ack.send("later".into());
        });
    }

    #[subscribe_message]
    async fn ack_lost_in_a_task(&self, ack: Ack<String>) {
        tokio::spawn(async move {
            tokio::task::yield_now().await;
            drop(ack);
        });
    }

    #[subscribe_message]
    fn ack_fail(&self, ack: Ack<()>) {
        ack.fail(WsError::timeout("too slow"));
    }

    #[subscribe_message]
    fn error_before_ack(&self, ack: Ack<()>) -> Result<(), WsError> {
        if ack.is_asked_for() {
            return Err(WsError::conflict("before"));
        }
        Ok(())
    }

    #[subscribe_message]
    async fn error_after_ack(&self, ack: Ack<String>) -> Result<(), WsError> {
        ack.send("used".into());
        tokio::task::yield_now().await;
        Err(WsError::conflict("after"))
    }

    #[subscribe_message]
    fn is_asked(&self, ack: Ack<bool>, socket: Socket) -> Result<(), WsError> {
        socket.emit("asked", &ack.is_asked_for())?;
        ack.send(true);
        Ok(())
    }
}
