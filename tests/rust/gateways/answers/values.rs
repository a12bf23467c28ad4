//! Answers that are values.

use std::borrow::Cow;

use gateway_runtime::prelude::*;
use serde_json::{Value, json};

use super::{Answers, Greeting, assert_answer, hello, join};
use crate::{
    packets::got,
    way::{Way, over_each_way},
};

#[derive(Serialize)]
struct Name(&'static str);

#[websocket_gateway]
impl Answers {
    #[subscribe_message]
    fn value(&self) -> Greeting {
        hello()
    }

    #[subscribe_message]
    async fn value_async(&self) -> Greeting {
        tokio::task::yield_now().await;
        hello()
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
    fn falsy(&self, #[message_body] which: u8) -> Value {
        match which {
            0 => json!(false),
            1 => json!(0),
            2 => json!(""),
            _ => Value::Null,
        }
    }

    /// NestJS would take this for an event; here only the type decides.
    #[subscribe_message]
    fn looks_like_an_event(&self) -> Value {
        json!({ "event": "pong", "data": 7 })
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
        Arc::new(hello())
    }

    #[subscribe_message]
    async fn shared_list(&self) -> Result<Arc<[Greeting]>, WsError> {
        tokio::task::yield_now().await;
        Ok(Arc::from([hello()]))
    }

    #[subscribe_message]
    fn shared_inside(&self) -> Option<Vec<Arc<str>>> {
        Some(vec![Arc::from("one"), Arc::from("two")])
    }

    #[subscribe_message]
    fn boxed(&self) -> Box<Greeting> {
        Box::new(hello())
    }

    #[subscribe_message]
    fn borrowed(&self) -> Cow<'static, str> {
        Cow::Borrowed("hello")
    }

    #[subscribe_message]
    fn shared_args(&self) -> Args<(Arc<str>, Box<u8>)> {
        Args((Arc::from("one"), Box::new(1)))
    }
}

/// Methods that own their gateway, so that a task can.
#[websocket_gateway]
impl Answers {
    #[subscribe_message]
    fn arc_of_the_gateway(self: Arc<Self>) -> Greeting {
        hello()
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

/// Ok of values.
#[websocket_gateway]
impl Answers {
    #[subscribe_message]
    fn result_value(&self) -> Result<Greeting, WsError> {
        Ok(hello())
    }

    #[subscribe_message]
    fn result_unit(&self) -> Result<(), WsError> {
        Ok(())
    }
}

over_each_way!(
    each_type_has_its_arguments,
    false_zero_the_empty_string_and_null_are_answered_as_they_are,
    a_value_that_nobody_waits_for_is_dropped,
);

async fn each_type_has_its_arguments(way: Way) {
    let (_app, client) = join(way).await;
    let hello = json!({ "text": "hello" });
    for (event, expected) in [
        // A value is one argument, whether the method is async or not.
        ("value", json!([hello])),
        ("value-async", json!([hello])),
        // `()` is an acknowledgement without arguments.
        ("unit", json!([])),
        ("unit-async", json!([])),
        // `Some` is its value, and `None` is null.
        ("some", json!([7])),
        ("none", json!([null])),
        // Tuples, arrays and lists are one argument.
        ("pair", json!([[1, "one"]])),
        ("array", json!([[1, 2, 3]])),
        ("list", json!([[[1, 2], [3, 4]]])),
        // A newtype, an `Arc`, a `Box` and a `Cow` are their value.
        ("newtype", json!(["An"])),
        ("shared", json!([hello])),
        ("shared-list", json!([[hello]])),
        ("shared-inside", json!([["one", "two"]])),
        ("boxed", json!([hello])),
        ("borrowed", json!(["hello"])),
        // `Args` are several arguments, or none.
        ("args", json!([1, "one", [2, 3]])),
        ("shared-args", json!(["one", 1])),
        ("no-args", json!([])),
        // `Ok` is what is in it.
        ("result-args", json!([1, 2])),
        ("result-value", json!([hello])),
        ("result-unit", json!([])),
        // A method may own its gateway, as may its task, or it borrows what it can clone.
        ("arc-of-the-gateway", json!([hello])),
        ("arc-in-a-task", json!([hello])),
        ("borrowed-arc", json!([hello])),
        // NestJS would take this for an event; here only the type decides.
        (
            "looks-like-an-event",
            json!([{ "event": "pong", "data": 7 }]),
        ),
    ] {
        assert_answer(&client, event, json!([]), expected).await;
    }
}

async fn false_zero_the_empty_string_and_null_are_answered_as_they_are(way: Way) {
    let (_app, client) = join(way).await;
    for (which, expected) in [json!(false), json!(0), json!(""), json!(null)]
        .into_iter()
        .enumerate()
    {
        assert_answer(&client, "falsy", json!([which]), json!([expected])).await;
    }
}

async fn a_value_that_nobody_waits_for_is_dropped(way: Way) {
    let (app, client) = join(way).await;
    client.emit("value", &());
    client.emit("unit", &());
    app.settled().await;
    assert_eq!(got(&client), []);
}
