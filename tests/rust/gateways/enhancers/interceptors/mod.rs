//! Interceptors see, change and keep answers, whatever kind of answer a method gives. `Intercepted` has its answers changed,
//! kept and watched on their way.

mod acks;

use std::{
    collections::HashMap,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use futures_util::{Stream, StreamExt as _, stream};
use gateway_runtime::{
    OutcomeEnd, OutcomeItem,
    prelude::*,
    testing::{Client, TestApp},
};
use serde::Serializer;
use serde_json::{Value, json};

use super::{acknowledgements, code_and_message};
use crate::{journal::Journal, logged::assert_logged};
use crate::{
    log,
    way::{Way, over_each_way},
};

/// NestJS's example: every answer becomes `{ data: answer }`.
#[interceptor]
async fn wrapped(next: Next) -> Result<Outcome, Failure> {
    let outcome = next.run().await?;
    Ok(outcome.map(|data: Value| json!({ "data": data }))?)
}

#[interceptor]
async fn wrapped_again(next: Next) -> Result<Outcome, Failure> {
    let outcome = next.run().await?;
    Ok(outcome.map(|data: Value| json!({ "data": data }))?)
}

/// Answers from what it has kept.
#[injectable]
struct Cached {
    answers: Mutex<HashMap<String, Outcome>>,
}

impl Cached {
    fn kept(&self, key: &str) -> Option<Outcome> {
        self.answers.lock().unwrap().get(key)?.try_clone()
    }
}

impl Interceptor for Cached {
    async fn intercept(&self, call: &Call, next: Next) -> Result<Outcome, Failure> {
        let key = call.body::<String>()?;
        if let Some(kept) = self.kept(&key) {
            return Ok(kept);
        }
        let outcome = next.run().await?;
        if let Some(copy) = outcome.try_clone() {
            self.answers.lock().unwrap().insert(key, copy);
        }
        Ok(outcome)
    }
}

/// Journal how calls end, by a word of its own for each place that it stands in.
struct Noted(&'static str);

impl Interceptor for Noted {
    async fn intercept(&self, call: &Call, next: Next) -> Result<Outcome, Failure> {
        let name = self.0;
        let notes: Journal = call.socket().data().unwrap_or_default();
        let outcome = next.run().await?;
        Ok(outcome.on_end(move |end| {
            let end = match end {
                OutcomeEnd::Completed => "completed",
                OutcomeEnd::Failed(_) => "failed",
                _ => "dropped",
            };
            notes.note(format!("{name} {end}"));
        }))
    }
}

/// Changes the events of a stream.
#[interceptor]
async fn doubled(next: Next) -> Result<Outcome, Failure> {
    let outcome = next.run().await?;
    Ok(outcome.map_items(|item| {
        let number = item.value::<u32>()?;
        if number == 13 {
            return Err(WsError::conflict("thirteen"));
        }
        Ok(OutcomeItem::new("doubled", number * 2))
    }))
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct File {
    name: String,
    content: Bytes,
}

impl File {
    fn new(name: &str, content: &'static [u8]) -> Self {
        Self {
            name: name.to_owned(),
            content: Bytes::from_static(content),
        }
    }
}

struct Unwritable;

impl Serialize for Unwritable {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("it cannot be written"))
    }
}

#[websocket_gateway(namespace = "intercepted")]
struct Intercepted {
    #[inject]
    notes: Journal,
    /// How often a method ran whose answers are kept.
    runs: AtomicUsize,
}

#[websocket_gateway]
impl Intercepted {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket) {
        socket.set_data(self.notes.clone());
    }

    #[subscribe_message("wrapped")]
    #[use_interceptors(wrapped)]
    fn wrapped(&self, #[message_body] body: Value) -> Value {
        body
    }

    #[subscribe_message("wrapped-file")]
    #[use_interceptors(wrapped, wrapped_again)]
    fn wrapped_file(&self) -> File {
        File::new("a.bin", &[1, 2, 3])
    }

    #[subscribe_message("wrapped-event")]
    #[use_interceptors(wrapped)]
    fn wrapped_event(&self) -> WsResponse<u32> {
        WsResponse::new("number", 7)
    }

    #[subscribe_message("wrapped-nothing")]
    #[use_interceptors(wrapped)]
    fn wrapped_nothing(&self) {}

    #[subscribe_message("wrapped-args")]
    #[use_interceptors(wrapped)]
    fn wrapped_args(&self) -> Args<(u32, u32)> {
        Args((1, 2))
    }

    #[subscribe_message("cached")]
    #[use_interceptors(Cached)]
    fn cached(&self, #[message_body] _key: String) -> usize {
        self.runs.fetch_add(1, Relaxed)
    }

    #[subscribe_message("cached-file")]
    #[use_interceptors(Cached)]
    fn cached_file(&self, #[message_body] _key: String) -> File {
        self.runs.fetch_add(1, Relaxed);
        File::new("b.bin", &[4, 5])
    }

    #[subscribe_message("count")]
    #[use_interceptors(doubled, Noted("count"))]
    fn count(&self, #[message_body] to: u32) -> impl Stream<Item = WsResponse<u32>> + use<> {
        stream::iter(1..=to).map(|number| WsResponse::new("number", number))
    }

    #[subscribe_message("list")]
    #[use_interceptors(doubled, Noted("list"))]
    fn list(&self, #[message_body] to: u32) -> Vec<WsResponse<u32>> {
        (1..=to)
            .map(|number| WsResponse::new("number", number))
            .collect()
    }

    /// A stream without an end.
    #[subscribe_message("endless")]
    #[use_interceptors(Noted("endless"))]
    fn endless(&self) -> impl Stream<Item = WsResponse<u32>> + use<> {
        stream::iter([WsResponse::new("number", 1)]).chain(stream::pending())
    }

    /// An answer that nobody can write.
    #[subscribe_message("unwritable")]
    #[use_interceptors(wrapped)]
    fn unwritable(&self) -> Unwritable {
        Unwritable
    }
}

over_each_way!(
    an_answer_is_changed_on_its_way_whatever_its_type,
    binary_data_survives_two_changes,
    the_data_of_an_event_is_changed_and_further_arguments_stay,
    a_client_that_waits_for_no_answer_is_not_disturbed,
    a_cache_answers_without_the_method_binary_data_too,
    the_events_of_a_stream_and_of_a_list_are_changed_one_by_one_and_their_end_is_seen,
    an_error_in_the_change_of_an_event_ends_the_stream,
    the_end_of_a_stream_is_seen_when_its_client_leaves,
    an_answer_that_cannot_be_written_is_an_internal_error,
);

async fn join(way: Way) -> (TestApp, Client, Journal) {
    let notes = Journal::<String>::default();
    let builder = GatewayApp::builder()
        .provide(notes.clone())
        .only::<(Intercepted,)>();
    let app = way.start(builder).await;
    let client = way.join::<Intercepted>(&app).await;
    (app, client, notes)
}

async fn an_answer_is_changed_on_its_way_whatever_its_type(way: Way) {
    let (_app, client, _) = join(way).await;
    for value in [
        json!(1),
        json!("text"),
        json!(null),
        json!([1, 2]),
        json!({ "a": { "b": true } }),
    ] {
        let answer: Value = client.ask("wrapped", &value).await.unwrap();
        assert_eq!(answer, json!({ "data": value }));
    }
}

async fn binary_data_survives_two_changes(way: Way) {
    #[derive(Deserialize)]
    struct Data<T> {
        data: T,
    }
    let (_app, client, _) = join(way).await;
    let answer: Data<Data<File>> = client.ask("wrapped-file", &()).await.unwrap();
    assert_eq!(answer.data.data, File::new("a.bin", &[1, 2, 3]));
}

async fn the_data_of_an_event_is_changed_and_further_arguments_stay(way: Way) {
    let (_app, client, _) = join(way).await;
    client.ask::<()>("wrapped-event", &()).await.unwrap();
    let number: Value = client.event_named("number").await;
    assert_eq!(number, json!({ "data": 7 }));
    let answer = client.ask("wrapped-args", &()).await;
    let Args((first, second)): Args<(Value, u32)> = answer.unwrap();
    assert_eq!((first, second), (json!({ "data": 1 }), 2));
    client.ask::<()>("wrapped-nothing", &()).await.unwrap();
    let acknowledgements = acknowledgements(&client);
    assert_eq!((&*acknowledgements[0], &*acknowledgements[2]), ("[]", "[]"));
}

async fn a_client_that_waits_for_no_answer_is_not_disturbed(way: Way) {
    let (_app, client, _) = join(way).await;
    client.emit("wrapped", &1);
    let answer: Value = client.ask("wrapped", &2).await.unwrap();
    assert_eq!(answer, json!({ "data": 2 }));
    client.no_event().await;
    assert_eq!(acknowledgements(&client).len(), 1);
}

async fn a_cache_answers_without_the_method_binary_data_too(way: Way) {
    let (app, client, _) = join(way).await;
    for (key, run) in [("1", 0), ("1", 0), ("2", 1), ("1", 0)] {
        assert_eq!(client.ask::<usize>("cached", key).await, Ok(run));
    }
    for _ in 0..2 {
        let file: File = client.ask("cached-file", "file").await.unwrap();
        assert_eq!(file, File::new("b.bin", &[4, 5]));
    }
    assert_eq!(app.gateway::<Intercepted>().runs.load(Relaxed), 3);
}

async fn the_events_of_a_stream_and_of_a_list_are_changed_one_by_one_and_their_end_is_seen(
    way: Way,
) {
    let (_app, client, notes) = join(way).await;
    for event in ["count", "list"] {
        client.ask::<()>(event, &3).await.unwrap();
        // The acknowledgement is behind all of them.
        assert_eq!(client.waiting_events(), 3);
        for number in [2, 4, 6] {
            assert_eq!(client.event_named::<u32>("doubled").await, number);
        }
        client.no_event().await;
        assert_eq!(notes.take(), [format!("{event} completed")]);
        client.ask::<()>(event, &0).await.unwrap();
        client.no_event().await;
        assert_eq!(notes.take(), [format!("{event} completed")]);
    }
    assert_eq!(acknowledgements(&client), ["[]"; 4]);
}

async fn an_error_in_the_change_of_an_event_ends_the_stream(way: Way) {
    let (app, client, notes) = join(way).await;
    let error = client.ask::<()>("count", &20).await;
    assert_eq!(code_and_message(error), ["conflict", "thirteen"]);
    app.settled().await;
    assert_eq!(client.waiting_events(), 12);
    assert_eq!(notes.take(), ["count dropped"]);
    let error = client.ask::<()>("list", &20).await;
    assert_eq!(code_and_message(error), ["conflict", "thirteen"]);
}

async fn the_end_of_a_stream_is_seen_when_its_client_leaves(way: Way) {
    let (_app, client, notes) = join(way).await;
    client.emit("endless", &());
    assert_eq!(client.event_named::<u32>("number").await, 1);
    client.no_event().await;
    assert_eq!(notes.take(), Vec::<String>::new());
    client.disconnect().await;
    assert_eq!(notes.take(), ["endless dropped"]);
}

async fn an_answer_that_cannot_be_written_is_an_internal_error(way: Way) {
    log::start();
    let (_app, client, _) = join(way).await;
    let error = client.ask::<()>("unwritable", &()).await;
    assert_eq!(
        code_and_message(error),
        ["internal", "Internal server error"]
    );
    assert_logged(&["an answer cannot be serialised"]);
}
