//! The next message of a socket starts when the one before has suspended, or has ended (docs/guarantees.md, 4).
//! `Overlapping` and `Sequential` show it.

use futures_util::FutureExt as _;
use gateway_runtime::{
    prelude::*,
    testing::{ErrorObject, TestApp},
};
use gateway_tests::gate::Gate;

use crate::way::{Way, over_each_way};

/// The default order.
#[websocket_gateway(namespace = "overlapping")]
struct Overlapping {
    #[inject]
    gate: Gate,
}

#[websocket_gateway]
impl Overlapping {
    #[subscribe_message("hold")]
    async fn hold(&self, #[message_body] number: u32) -> u32 {
        self.gate.pass().await;
        number
    }

    #[subscribe_message("pass")]
    fn pass(&self, #[message_body] number: u32) -> u32 {
        number
    }
}

/// One after the other.
#[websocket_gateway(namespace = "sequential", ordering = "sequential")]
struct Sequential {
    #[inject]
    gate: Gate,
}

#[websocket_gateway]
impl Sequential {
    #[subscribe_message("hold")]
    async fn hold(&self, #[message_body] number: u32) -> u32 {
        self.gate.pass().await;
        number
    }

    #[subscribe_message("pass")]
    fn pass(&self, #[message_body] number: u32) -> u32 {
        number
    }

    #[subscribe_message("panic")]
    async fn panic(&self) {
        tokio::task::yield_now().await;
        panic!("boom between two messages");
    }
}

over_each_way!(
    by_default_a_message_that_waits_does_not_hold_up_the_next_one,
    with_sequential_the_next_message_starts_when_the_previous_one_has_completed,
    with_sequential_an_error_and_a_panic_let_the_next_message_start,
    sockets_of_different_connections_never_wait_for_each_other,
    namespaces_of_one_connection_never_wait_for_each_other,
);

async fn app(way: Way) -> (TestApp, Gate) {
    let gate = Gate::closed();
    let builder = GatewayApp::builder()
        .provide(gate.clone())
        .only::<(Overlapping, Sequential)>();
    (way.start(builder).await, gate)
}

async fn by_default_a_message_that_waits_does_not_hold_up_the_next_one(way: Way) {
    let (app, gate) = app(way).await;
    let client = way.join::<Overlapping>(&app).await;
    let mut held = client.ask::<u32>("hold", &1);
    assert_eq!(client.ask::<u32>("pass", &2).await, Ok(2));
    app.settled().await;
    assert_eq!((app.in_work(), (&mut held).now_or_never()), (1, None));
    gate.open();
    assert_eq!(held.await, Ok(1));
}

async fn with_sequential_the_next_message_starts_when_the_previous_one_has_completed(way: Way) {
    let (app, gate) = app(way).await;
    let client = way.join::<Sequential>(&app).await;
    let mut first = client.ask::<u32>("hold", &1);
    let mut second = client.ask::<u32>("pass", &2);
    let mut third = client.ask::<u32>("hold", &3);
    let mut fourth = client.ask::<u32>("pass", &4);
    app.settled().await;
    assert_eq!(
        (
            app.in_work(),
            (&mut first).now_or_never(),
            (&mut second).now_or_never()
        ),
        (4, None, None)
    );
    gate.open();
    assert_eq!((first.await, second.await), (Ok(1), Ok(2)));
    app.settled().await;
    assert_eq!(
        (
            app.in_work(),
            (&mut third).now_or_never(),
            (&mut fourth).now_or_never()
        ),
        (2, None, None)
    );
    gate.open();
    assert_eq!((third.await, fourth.await), (Ok(3), Ok(4)));
}

async fn with_sequential_an_error_and_a_panic_let_the_next_message_start(way: Way) {
    let (app, _gate) = app(way).await;
    let client = way.join::<Sequential>(&app).await;
    let unknown = client.ask::<u32>("nobody handles this", &1);
    let no_number = client.ask::<u32>("pass", "no number");
    let panics = client.ask::<u32>("panic", &1);
    assert_eq!(client.ask::<u32>("pass", &2).await, Ok(2));
    let code = |answer: Result<u32, ErrorObject>| answer.unwrap_err().code().to_owned();
    let codes = [unknown.await, no_number.await, panics.await].map(code);
    assert_eq!(codes, ["not_found", "bad_request", "internal"]);
}

async fn sockets_of_different_connections_never_wait_for_each_other(way: Way) {
    let (app, gate) = app(way).await;
    for is_sequential in [false, true] {
        let join = async || {
            if is_sequential {
                way.join::<Sequential>(&app).await
            } else {
                way.join::<Overlapping>(&app).await
            }
        };
        let (waits, other) = (join().await, join().await);
        let held = waits.ask::<u32>("hold", &1);
        app.settled().await;
        assert_eq!(other.ask::<u32>("pass", &2).await, Ok(2));
        gate.open();
        assert_eq!(held.await, Ok(1));
    }
}

async fn namespaces_of_one_connection_never_wait_for_each_other(way: Way) {
    let (app, gate) = app(way).await;
    let waits = way.join::<Sequential>(&app).await;
    let other = waits.join_namespace("overlapping").await.unwrap();
    let held = waits.ask::<u32>("hold", &1);
    app.settled().await;
    assert_eq!(other.ask::<u32>("pass", &2).await, Ok(2));
    gate.open();
    assert_eq!(held.await, Ok(1));
}
