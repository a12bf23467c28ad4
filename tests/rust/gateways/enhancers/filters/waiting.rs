//! A filter that waits belongs to its message, however the message has failed: with `sequential` the next message waits for
//! the filter, and the message is in work until the filter has ended.

use std::time::Duration;

use futures_util::FutureExt as _;
use gateway_runtime::{
    Gateway,
    prelude::*,
    testing::{Client, TestApp},
};
use gateway_tests::gate::Gate;

use super::super::code_and_message;
use crate::way::{Way, over_each_way};

#[filter]
async fn waiting(failure: Failure, #[inject] gate: Gate) -> WsError {
    gate.pass().await;
    failure.into_error()
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

/// How messages fail, and what their clients are told.
const FAILURES: [(&str, &str); 4] = [
    ("by an error", "conflict"),
    ("by a panic", "internal"),
    ("by a panic after a wait", "internal"),
    ("by its timeout", "timeout"),
];

/// Longer than a message may take.
const LONG: Duration = Duration::from_millis(300);

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

over_each_way!(
    with_sequential_order_the_next_message_waits_for_the_filter_of_one_that_fails,
    a_message_that_fails_is_in_work_until_its_filter_has_ended,
);

/// Time stands.
async fn join<G: Gateway>(way: Way) -> (TestApp, Client, Gate) {
    tokio::time::pause();
    let gate = Gate::closed();
    let builder = GatewayApp::builder()
        .provide(gate.clone())
        .only::<(Sequential, Few)>();
    let app = way.start(builder).await;
    let client = way.join::<G>(&app).await;
    (app, client, gate)
}

async fn with_sequential_order_the_next_message_waits_for_the_filter_of_one_that_fails(way: Way) {
    let (app, client, gate) = join::<Sequential>(way).await;
    for (fails, code) in FAILURES {
        let mut first = client.ask::<u32>("number", &Args((1, fails)));
        let second = client.ask::<u32>("number", &Args((2, "")));
        app.advance(LONG).await;
        assert_eq!((app.in_work(), (&mut first).now_or_never()), (2, None));
        assert_eq!(client.event_named::<u32>("started").await, 1);
        client.no_event().await;
        gate.open();
        assert_eq!(code_and_message(first.await)[0], code, "{fails}");
        assert_eq!(second.await, Ok(2));
        assert_eq!(client.event_named::<u32>("started").await, 2);
    }
}

async fn a_message_that_fails_is_in_work_until_its_filter_has_ended(way: Way) {
    let (app, client, gate) = join::<Few>(way).await;
    for (fails, code) in FAILURES {
        let both = [1, 2].map(|number| client.ask::<u32>("number", &Args((number, fails))));
        app.advance(LONG).await;
        assert_eq!(app.in_work(), 2);
        let third = client.ask::<u32>("number", &Args((3, ""))).await;
        // The filter is not asked for a message that was never in work, or it would wait.
        assert_eq!(code_and_message(third)[0], "too_many_requests");
        for _ in &both {
            gate.open();
        }
        for failed in both {
            assert_eq!(code_and_message(failed.await)[0], code, "{fails}");
        }
        let fourth = client.ask::<u32>("number", &Args((4, ""))).await;
        assert_eq!(fourth, Ok(4));
    }
}
