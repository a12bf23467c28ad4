//! What an expectation says when it fails, and that it fails at once.

use std::time::Duration;

use gateway_runtime::testing::Client;
use serde_json::Value;
use tokio::time::Instant;

use crate::{
    chat::{Chat, Said, app},
    failure::failure,
};

async fn client() -> (gateway_runtime::testing::TestApp, Client) {
    let app = app().await;
    let client = app.connect::<Chat>().await.unwrap();
    (app, client)
}

#[tokio::test]
async fn another_event_fails_with_the_place_and_what_was_sent() {
    let (app, client) = client().await;
    let _: (u32, String) = client.ask("pair", &(1, "a")).await.unwrap();
    app.server::<Chat>()
        .emit_event(&Said::new("x"))
        .await
        .unwrap();
    let text = failure(client.event_named::<Value>("other")).await;
    let line = line!() - 1;
    let head = format!(
        "the event `other` was expected, and `said` came\n  expected at tests/rust/kit/expectations.rs:{line}:"
    );
    assert!(text.starts_with(&head), "{text}");
    for packet in [
        "-> 0/chat,",
        "-> 2/chat,0[\"pair\",[1,\"a\"]]",
        "<- 3/chat,0[[1,\"a\"]]",
        "<- 2/chat,[\"said\",{\"text\":\"x\"}]",
    ] {
        assert!(text.contains(packet), "{packet} in {text}");
    }
}

#[tokio::test]
async fn an_event_that_cannot_come_any_more_fails_at_once() {
    let (_app, client) = client().await;
    let begin = Instant::now();
    client.emit("leave", &());
    let text = failure(client.event::<Said>()).await;
    assert!(
        text.starts_with("no event `said`: the server has disconnected this client"),
        "{text}"
    );
    let text = failure(client.ask::<u32>("pair", &(1, "a"))).await;
    assert!(
        text.starts_with("no answer to `pair`: the server has disconnected this client"),
        "{text}"
    );
    assert!(begin.elapsed() < Duration::from_secs(5));
}

#[tokio::test(start_paused = true)]
async fn an_event_that_does_not_come_fails_after_five_seconds_of_tokio_s_clock() {
    let (_app, client) = client().await;
    let begin = std::time::Instant::now();
    let text = failure(client.event::<Said>()).await;
    assert!(
        text.starts_with("no event `said`: nothing came within 5s"),
        "{text}"
    );
    assert!(
        begin.elapsed() < Duration::from_secs(5),
        "it is no time at all by the system's clock"
    );
    client.emit("flood", &());
    let text = failure(client.event_among_others::<Said>()).await;
    assert!(
        text.contains("others are there: `number` (1,000 times)"),
        "{text}"
    );
}

#[tokio::test]
async fn a_payload_of_another_type_fails_with_the_reason() {
    let (_app, client) = client().await;
    let text = failure(client.ask::<bool>("pair", &(1, "a"))).await;
    assert!(text.contains("the answer to `pair` is something else than was expected: invalid type: sequence, expected a boolean"), "{text}");
    client.emit("flood", &());
    let text = failure(client.event_named::<String>("number")).await;
    assert!(text.starts_with("`number` is something else than was expected: invalid type: integer `0`, expected a string"), "{text}");
}

#[tokio::test]
async fn an_event_that_is_there_fails_no_event() {
    let (app, client) = client().await;
    app.server::<Chat>()
        .emit_event(&Said::new("x"))
        .await
        .unwrap();
    let text = failure(client.no_event()).await;
    assert!(
        text.starts_with("no event was expected, and there is `said`"),
        "{text}"
    );
    client.forget_events();
    client.no_event().await;
}

#[tokio::test]
async fn a_question_that_cannot_be_read_fails_the_next_expectation() {
    let (_app, client) = client().await;
    client.answer_to("double", |_: String| 0);
    let text = failure(client.ask::<u32>("question", &())).await;
    assert!(
        text.contains("`double`, which the server wants to be answered, is something else"),
        "{text}"
    );
}

#[tokio::test]
async fn events_are_found_among_others() {
    let (app, client) = client().await;
    client.emit("flood", &());
    app.settled().await;
    app.server::<Chat>()
        .emit_event(&Said::new("x"))
        .await
        .unwrap();
    assert_eq!(client.event_among_others::<Said>().await, Said::new("x"));
    assert_eq!(client.event_named_among_others::<u32>("number").await, 0);
    assert_eq!(client.event_named::<u32>("number").await, 1);
    client.forget_events();
    assert_eq!(client.waiting_events(), 0);
}

#[tokio::test]
async fn an_answer_of_the_test_that_panics_fails_the_next_expectation() {
    let (_app, client) = client().await;
    client.answer_to("double", |number: u32| {
        assert_eq!(number, 22, "the server asks with another number");
        0
    });
    client.emit("question", &());
    let text = failure(client.event_named::<Value>("never")).await;
    assert!(
        text.starts_with(
            "no event `never`: the answer of the test has panicked: assertion `left == right` failed: the server asks"
        ),
        "{text}"
    );
    let text = failure(client.no_event()).await;
    assert!(text.contains("has panicked"), "{text}");
}

/// Nothing is lost when no expectation follows.
#[tokio::test]
async fn an_answer_of_the_test_that_panics_fails_the_test_when_the_client_is_dropped() {
    let (app, client) = client().await;
    client.answer_to("double", |_: u32| -> u32 { panic!("no such number") });
    client.emit("question", &());
    app.settled().await;
    let text = failure(async move { drop(client) }).await;
    assert!(
        text.starts_with("the answer of the test has panicked: no such number"),
        "{text}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_server_that_says_nothing_to_connect_is_no_refusal() {
    let (app, client) = client().await;
    let text = failure(app.connect_to("a,b")).await;
    let expected =
        "the server neither lets this client into `/a,b` nor refuses it: nothing came within 5s";
    assert!(text.starts_with(expected), "{text}");
    let text = failure(client.join_namespace("chat")).await;
    assert!(
        text.starts_with("this client is in `/chat` already"),
        "{text}"
    );
}

#[tokio::test]
async fn the_transcript_says_what_was_not_sent() {
    let (app, client) = client().await;
    client.lose_connection();
    client.emit("flood", &());
    app.settled().await;
    assert!(
        client
            .transcript()
            .contains("-> (not sent: the connection has ended) 2/chat,[\"flood\"]")
    );
}

#[tokio::test]
async fn many_events_are_listed_by_their_names() {
    let (app, client) = client().await;
    client.emit("flood", &());
    app.settled().await;
    let text = failure(client.no_event()).await;
    assert!(
        text.starts_with("no event was expected, and there is `number` (1,000 times)\n"),
        "{text}"
    );
}

#[tokio::test(start_paused = true)]
async fn what_waits_says_where_the_test_waits() {
    let app = app().await;
    let client = app.connect::<Chat>().await.unwrap();
    client.emit("spin", &());
    let line = line!() + 1;
    let text = failure(app.settled()).await;
    assert!(
        text.contains(&format!(
            "expected at tests/rust/kit/expectations.rs:{line}:"
        )),
        "{text}"
    );
}
