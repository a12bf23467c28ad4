//! `timeout = ".."` cancels a handler that takes too long, and the client is told (docs/guarantees.md, 8). `Timeouts` has
//! handlers that take too long.

use std::time::Duration;

use futures_util::{Stream, stream};
use gateway_runtime::{
    prelude::*,
    testing::{Client, TestApp},
};
use tokio::time::{Instant, sleep};

use crate::{journal::Journal, told::told};

/// Says when it is dropped.
struct Dropped {
    what: &'static str,
    notes: Journal,
}

impl Drop for Dropped {
    fn drop(&mut self) {
        self.notes.note(self.what);
    }
}

#[websocket_gateway(namespace = "timeouts", timeout = "80ms")]
struct Timeouts {
    #[inject]
    notes: Journal,
}

impl Timeouts {
    fn dropped(&self, what: &'static str) -> Dropped {
        let notes = self.notes.clone();
        Dropped { what, notes }
    }
}

#[websocket_gateway]
impl Timeouts {
    #[subscribe_message("too-slow")]
    async fn too_slow(&self) -> &'static str {
        let _dropped = self.dropped("cancelled");
        sleep(Duration::from_mins(1)).await;
        "too late"
    }

    #[subscribe_message("in-time")]
    async fn in_time(&self) -> &'static str {
        sleep(Duration::from_millis(78)).await;
        "in time"
    }

    /// The method's own is longer than the gateway's.
    #[subscribe_message("patient", timeout = "1m")]
    async fn patient(&self) -> &'static str {
        sleep(Duration::from_millis(160)).await;
        "in its own time"
    }

    #[subscribe_message("with-ack")]
    async fn with_ack(&self, ack: Ack<String>) {
        sleep(Duration::from_mins(1)).await;
        ack.send("too late".into());
    }

    /// The method has answered, and goes on for too long.
    #[subscribe_message("ack-used")]
    async fn ack_used(&self, ack: Ack<String>) {
        let _dropped = self.dropped("cancelled after the answer");
        ack.send("in time".into());
        sleep(Duration::from_mins(1)).await;
    }

    /// The `Ack` outlives the method.
    #[subscribe_message("ack-in-a-task")]
    async fn ack_in_a_task(&self, ack: Ack<String>) {
        tokio::spawn(async move {
            sleep(Duration::from_millis(160)).await;
            ack.send("later".into());
        });
    }

    /// Only the method has to be in time, not its stream.
    #[subscribe_message("stream")]
    async fn stream(&self) -> impl Stream<Item = WsResponse<u32>> + use<> {
        stream::unfold(1, |number| async move {
            sleep(Duration::from_millis(60)).await;
            (number <= 3).then(|| (WsResponse::new("tick", number), number + 1))
        })
    }
}

async fn join() -> (TestApp, Client, Journal) {
    let notes = Journal::<String>::default();
    let builder = GatewayApp::builder().provide(notes.clone());
    let app = TestApp::start(builder.only::<(Timeouts,)>()).await.unwrap();
    let client = app.connect::<Timeouts>().await.unwrap();
    (app, client, notes)
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_takes_too_long_is_cancelled_and_the_answer_is_the_error_timeout() {
    let (_app, client, notes) = join().await;
    let begin = Instant::now();
    assert_eq!(
        client.ask::<String>("too-slow", &()).await,
        Err(told(
            "timeout",
            "the handler did not answer in time",
            "too-slow"
        ))
    );
    let took = begin.elapsed().as_millis();
    assert!((80..85).contains(&took), "after {took} ms");
    assert_eq!(notes.all(), ["cancelled"]);
}

#[tokio::test(start_paused = true)]
async fn a_client_that_asks_for_no_acknowledgement_is_told_by_exception() {
    let (app, client, _) = join().await;
    client.emit("too-slow", &());
    app.advance(Duration::from_millis(76)).await;
    assert_eq!((client.waiting_events(), app.in_work()), (0, 1));
    app.advance(Duration::from_millis(5)).await;
    assert_eq!(app.in_work(), 0);
    let error = client.exception().await;
    assert_eq!(
        (error.code(), error.pattern()),
        ("timeout", Some("too-slow"))
    );
    client.no_event().await;
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_is_in_time_answers() {
    let (_app, client, _) = join().await;
    let answer = client.ask::<String>("in-time", &()).await;
    assert_eq!(answer, Ok("in time".into()));
}

#[tokio::test(start_paused = true)]
async fn the_timeout_of_the_method_counts_and_not_the_gateways() {
    let (_app, client, _) = join().await;
    let answer = client.ask::<String>("patient", &()).await;
    assert_eq!(answer, Ok("in its own time".into()));
}

#[tokio::test(start_paused = true)]
async fn an_ack_that_was_not_used_in_time_is_answered_with_the_error() {
    let (app, client, _) = join().await;
    let error = client.ask::<String>("with-ack", &()).await.unwrap_err();
    assert_eq!(
        (error.code(), error.pattern()),
        ("timeout", Some("with-ack"))
    );
    app.advance(Duration::from_mins(2)).await;
    client.no_event().await;
}

#[tokio::test(start_paused = true)]
async fn an_ack_that_was_used_is_the_only_answer_of_a_handler_that_is_cancelled() {
    let (app, client, notes) = join().await;
    let answer = client.ask::<String>("ack-used", &()).await;
    assert_eq!(answer, Ok("in time".into()));
    assert_eq!(notes.all(), Vec::<String>::new());
    app.advance(Duration::from_millis(85)).await;
    assert_eq!(notes.all(), ["cancelled after the answer"]);
    client.no_event().await;
    assert_eq!(client.transcript().matches("<- 3/").count(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_ack_may_outlive_its_handlers_timeout_in_a_task() {
    let (_app, client, _) = join().await;
    let answer = client.ask::<String>("ack-in-a-task", &()).await;
    assert_eq!(answer, Ok("later".into()));
}

#[tokio::test(start_paused = true)]
async fn the_timeout_ends_when_the_method_has_returned_its_stream() {
    let (_app, client, _) = join().await;
    assert_eq!(client.ask::<()>("stream", &()).await, Ok(()));
    for number in 1..=3 {
        assert_eq!(client.event_named::<u32>("tick").await, number);
    }
    client.no_event().await;
}
