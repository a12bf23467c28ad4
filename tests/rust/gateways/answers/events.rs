//! Answers that are events.

use gateway_runtime::{prelude::*, testing::Client};
use serde_json::{Value, json};

use super::{Answers, Greeting, Unwritable, assert_answer, assert_events, hello, join};
use crate::{
    packets::{Got, ask_all, events, got},
    told::{internal, told},
    way::{Way, over_each_way},
};

/// An event that is declared once.
#[derive(Serialize, ServerEvent)]
#[event("stock-changed")]
struct StockChanged {
    left: u32,
}

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
        WsResponse::new("pong", Arc::new(hello()))
    }

    #[subscribe_message]
    fn event_by_hand(&self, socket: Socket) -> Result<(), WsError> {
        socket.emit("pong", &Arc::new(hello()))?;
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
}

over_each_way!(
    a_ws_response_is_emitted_to_the_caller_then_acknowledged_without_arguments,
    a_ws_response_needs_no_acknowledgement,
    an_arc_is_emitted_as_its_value,
    an_ok_of_a_ws_response_is_emitted_and_an_err_is_the_acknowledgement,
    some_of_a_ws_response_is_emitted_and_none_is_an_acknowledgement_without_arguments,
    a_vec_of_ws_responses_is_emitted_in_its_order_then_acknowledged_without_arguments,
    a_vec_of_ws_responses_is_emitted_before_the_next_message_is_begun,
    none_of_a_vec_is_an_acknowledgement_without_arguments_and_an_err_is_the_acknowledgement,
    an_event_of_a_vec_that_cannot_be_written_ends_it_with_an_internal_error,
);

/// The methods that answer with one event, and the event: its name and its arguments.
fn single_events() -> [(&'static str, Value); 5] {
    [
        ("event", json!(["pong", 7])),
        ("event-async", json!(["pong", [7, 8]])),
        ("event-args", json!(["pong", 7, 8])),
        ("event-shared", json!(["pong", { "text": "hello" }])),
        ("event-declared", json!(["stock-changed", { "left": 3 }])),
    ]
}

fn event(expected: &Value) -> Got {
    Got::Event(expected.as_array().unwrap().clone())
}

/// The event is acknowledged without arguments, behind these events.
async fn assert_emitted(client: &Client, asked: &str, values: Value, expected: &[Value]) {
    let before = got(client).len();
    let answer = ask_all(client, asked, values.as_array().unwrap()).await;
    assert!(answer.is_empty(), "{asked}: {answer:?}");
    client.forget_events();
    client.no_event().await;
    let mut all: Vec<Got> = expected.iter().map(event).collect();
    all.push(Got::Answer(Vec::new()));
    assert_eq!(got(client)[before..], all, "{asked}");
}

async fn a_ws_response_is_emitted_to_the_caller_then_acknowledged_without_arguments(way: Way) {
    let (app, client) = join(way).await;
    let other = way.join::<Answers>(&app).await;
    for (asked, expected) in single_events() {
        assert_emitted(&client, asked, json!([]), &[expected]).await;
        other.no_event().await;
    }
}

async fn a_ws_response_needs_no_acknowledgement(way: Way) {
    let (app, client) = join(way).await;
    let mut all = Vec::new();
    for (asked, expected) in single_events() {
        client.emit(asked, &());
        app.settled().await;
        all.push(event(&expected));
        assert_eq!(got(&client), all);
    }
}

async fn an_arc_is_emitted_as_its_value(way: Way) {
    let (_app, client) = join(way).await;
    let expected = json!(["pong", { "text": "hello" }]);
    assert_emitted(&client, "event-by-hand", json!([]), &[expected]).await;
}

async fn an_ok_of_a_ws_response_is_emitted_and_an_err_is_the_acknowledgement(way: Way) {
    let (_app, client) = join(way).await;
    let asked = "event-or-error";
    assert_emitted(&client, asked, json!([true]), &[json!(["pong", 7])]).await;
    let error = told("not_found", "no pong", asked);
    assert_eq!(client.ask::<()>(asked, &false).await, Err(error));
    client.no_event().await;
    assert_events(&client, json!([["pong", 7]]));
}

async fn some_of_a_ws_response_is_emitted_and_none_is_an_acknowledgement_without_arguments(
    way: Way,
) {
    let (_app, client) = join(way).await;
    for asked in ["event-or-none", "event-or-none-in-result"] {
        assert_emitted(&client, asked, json!([false]), &[]).await;
        assert_emitted(&client, asked, json!([true]), &[json!(["pong", 7])]).await;
    }
    let asked = "event-or-none-in-result";
    let error = told("not_found", "no pong", asked);
    assert_eq!(client.ask::<()>(asked, &()).await, Err(error));
}

async fn a_vec_of_ws_responses_is_emitted_in_its_order_then_acknowledged_without_arguments(
    way: Way,
) {
    let (app, _) = join(way).await;
    for asked in [
        "events",
        "events-async",
        "events-in-result",
        "events-or-none",
    ] {
        for many in [0, 1, 3, 32, 33, 190] {
            // Of each client the last 200 packets are known.
            let client = way.join::<Answers>(&app).await;
            let numbers = (1..=many).map(|number| json!(["pong", number]));
            let expected: Vec<Value> = numbers.collect();
            assert_emitted(&client, asked, json!([many]), &expected).await;
        }
    }
    let client = way.join::<Answers>(&app).await;
    client.emit("events", &1000);
    for number in 1..=1000 {
        assert_eq!(client.event_named::<u32>("pong").await, number);
    }
    client.no_event().await;
}

async fn a_vec_of_ws_responses_is_emitted_before_the_next_message_is_begun(way: Way) {
    let (_app, client) = join(way).await;
    client.emit("events", &3);
    assert_eq!(ask_all(&client, "unit", &[]).await, [] as [Value; 0]);
    assert_events(&client, json!([["pong", 1], ["pong", 2], ["pong", 3]]));
    let in_order = got(&client);
    assert_eq!(in_order.last(), Some(&Got::Answer(Vec::new())));
}

async fn none_of_a_vec_is_an_acknowledgement_without_arguments_and_an_err_is_the_acknowledgement(
    way: Way,
) {
    let (_app, client) = join(way).await;
    assert_answer(&client, "events-or-none", json!([]), json!([])).await;
    let error = told("not_found", "no pongs", "events-in-result");
    let answer = client.ask::<()>("events-in-result", &()).await;
    assert_eq!(answer, Err(error));
    client.no_event().await;
    assert_eq!(events(&client), Vec::<Vec<Value>>::new());
}

async fn an_event_of_a_vec_that_cannot_be_written_ends_it_with_an_internal_error(way: Way) {
    let (app, client) = join(way).await;
    let asked = "events-half-written";
    let answer = client.ask::<()>(asked, &()).await;
    assert_eq!(answer, Err(internal(asked)));
    app.settled().await;
    assert_events(&client, json!([["pong", { "Ok": 1 }]]));
}
