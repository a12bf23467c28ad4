//! A message that is answered is not answered once more, where an [`Ack`] could: an interceptor has answered before, or
//! instead of, the method that has the `Ack`, or the `Ack` was taken where the macros do not see it.

use std::{sync::Mutex, time::Duration};

use gateway_runtime::{
    prelude::*,
    testing::{Client, TestApp},
};
use serde_json::{Value, json};

use super::{
    super::{acknowledgements, code_and_message},
    wrapped,
};
use crate::journal::Journal;
use crate::way::{Way, over_each_way};

/// Answers at once, and lets the rest run in a task.
#[interceptor]
async fn detached(next: Next) -> Outcome {
    tokio::spawn(next.run());
    Outcome::answer("from the interceptor")
}

/// Waits until it is cancelled, and then panics.
#[interceptor]
async fn panics_in_drop(next: Next) -> Result<Outcome, Failure> {
    struct Panics;

    impl Drop for Panics {
        fn drop(&mut self) {
            panic!("the interceptor panics in its drop");
        }
    }

    let _panics = Panics;
    let _outcome = next.run().await;
    std::future::pending().await
}

/// An extractor that takes the `Ack`, of which the macros do not know.
struct Extracted(Ack<&'static str>);

impl FromMessage for Extracted {
    fn from_message(message: &mut Message) -> Result<Self, WsError> {
        Ack::from_message(message).map(Self)
    }
}

/// Drops the `Ack` unused.
#[guard(message)]
fn takes_the_ack(Extracted(ack): Extracted, #[inject] notes: Journal) -> bool {
    notes.note("the guard has the ack");
    !format!("{ack:?}").is_empty()
}

/// The outcome that `keeps` was given last.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Option<Outcome>>>);

/// Keeps the outcome, and answers something else.
#[interceptor]
async fn keeps(next: Next, #[inject] Kept(kept): Kept) -> Result<Outcome, Failure> {
    let outcome = next.run().await?;
    *kept.lock().unwrap() = Some(outcome);
    Ok(Outcome::answer("kept"))
}

/// Answers with the outcome of another message.
#[interceptor]
async fn mixes_up(_next: Next, #[inject] Kept(kept): Kept) -> Outcome {
    kept.lock().unwrap().take().unwrap_or_else(Outcome::empty)
}

#[websocket_gateway(namespace = "acks")]
struct Acks {
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl Acks {
    /// The method takes its `Ack` when its interceptor has answered.
    #[subscribe_message("detached")]
    #[use_interceptors(detached)]
    async fn detached(&self, ack: Ack<&'static str>) {
        ack.send("from the method");
        self.notes.note("the method has used the ack");
    }

    #[subscribe_message("late", timeout = "200ms")]
    #[use_interceptors(panics_in_drop)]
    async fn late(&self, ack: Ack<&'static str>) {
        let notes = self.notes.clone();
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(400)).await;
            ack.send("from the method");
            notes.note("the method has used the ack");
        });
    }

    #[subscribe_message("extracted")]
    fn extracted(&self, Extracted(ack): Extracted) -> &'static str {
        ack.send("from the ack");
        self.notes.note("the method has used the ack");
        "from the method"
    }

    #[subscribe_message("extracted-in-interceptor")]
    #[use_interceptors(wrapped)]
    fn extracted_in_interceptor(&self, extracted: Extracted) -> &'static str {
        self.extracted(extracted)
    }

    #[subscribe_message("extracted-by-guard")]
    #[use_guards(takes_the_ack)]
    fn extracted_by_guard(&self) -> &'static str {
        self.notes.note("the method has answered");
        "from the method"
    }

    #[subscribe_message("keep")]
    #[use_interceptors(keeps)]
    async fn keep(&self, ack: Ack<&'static str>) {
        tokio::spawn(async move { drop(ack) });
    }

    #[subscribe_message("mix-up")]
    #[use_interceptors(mixes_up)]
    fn mix_up(&self) {}
}

over_each_way!(
    a_message_that_is_answered_is_not_answered_once_more,
    an_outcome_by_hand_is_no_answer_to_another_message,
);

async fn join(way: Way) -> (TestApp, Client, Journal) {
    let notes = Journal::<String>::default();
    let builder = GatewayApp::builder()
        .provide(notes.clone())
        .provide(Kept::default())
        .only::<(Acks,)>();
    let app = way.start(builder).await;
    let client = way.join::<Acks>(&app).await;
    (app, client, notes)
}

/// The app is at rest, and the client has got one acknowledgement: this value.
#[track_caller]
fn assert_only(client: &Client, value: &str) {
    let all = acknowledgements(client);
    assert_eq!(all.len(), 1, "{all:?}");
    let mut values: Vec<Value> = serde_json::from_str(&all[0]).unwrap();
    let answer = values.pop().unwrap();
    match value {
        "an internal error" => assert_eq!(
            (&answer["status"], &answer["code"], &answer["message"]),
            (
                &json!("error"),
                &json!("internal"),
                &json!("Internal server error")
            )
        ),
        value => assert_eq!(answer, value),
    }
}

async fn a_message_that_is_answered_is_not_answered_once_more(way: Way) {
    for (event, what, answer) in [
        (
            "detached",
            "the method has used the ack",
            "from the interceptor",
        ),
        ("extracted", "the method has used the ack", "from the ack"),
        (
            "extracted-in-interceptor",
            "the method has used the ack",
            "from the ack",
        ),
        (
            "extracted-by-guard",
            "the guard has the ack",
            "an internal error",
        ),
    ] {
        let (_app, client, notes) = join(way).await;
        let answered = client.ask::<Value>(event, &());
        client.no_event().await;
        assert_eq!(notes.take()[0], what);
        assert_only(&client, answer);
        drop(answered);
    }
}

#[tokio::test(start_paused = true)]
async fn a_timeout_is_an_answer_too_and_a_panic_of_what_it_cancels_changes_nothing() {
    let (app, client, notes) = join(Way::USUAL).await;
    let answered = client.ask::<Value>("late", &());
    app.advance(Duration::from_secs(1)).await;
    assert_eq!(notes.take(), ["the method has used the ack"]);
    assert_only(&client, "an internal error");
    drop(answered);
}

async fn an_outcome_by_hand_is_no_answer_to_another_message(way: Way) {
    let (_app, client, _) = join(way).await;
    assert_eq!(client.ask::<String>("keep", &()).await.unwrap(), "kept");
    let mixed_up = client.ask::<String>("mix-up", &()).await;
    assert_eq!(
        code_and_message(mixed_up),
        ["internal", "Internal server error"]
    );
    client.no_event().await;
    assert_eq!(acknowledgements(&client).len(), 2);
}
