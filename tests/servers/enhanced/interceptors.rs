//! `Intercepted` has its answers changed, kept and timed on their way.

use std::{
    collections::HashMap,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

use futures_util::{Stream, StreamExt as _, stream};
use gateway_runtime::{OutcomeEnd, OutcomeItem, prelude::*};
use gateway_tests::journal;
use serde::Serializer;
use serde_json::{Value, json};

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

impl Interceptor for Cached {
    async fn intercept(&self, call: &Call, next: Next) -> Result<Outcome, Failure> {
        let key = call.body::<Value>()?.to_string();
        let kept = self
            .answers
            .lock()
            .ok()
            .and_then(|kept| kept.get(&key)?.try_clone());
        if let Some(kept) = kept {
            return Ok(kept);
        }
        let outcome = next.run().await?;
        if let (Some(copy), Ok(mut kept)) = (outcome.try_clone(), self.answers.lock()) {
            kept.insert(key, copy);
        }
        Ok(outcome)
    }
}

/// Notes how calls end, by a word of its own for each place that it stands in.
struct Noted(&'static str);

impl Interceptor for Noted {
    async fn intercept(&self, call: &Call, next: Next) -> Result<Outcome, Failure> {
        let (name, id) = (self.0, call.socket().id());
        let outcome = next.run().await?;
        Ok(outcome.on_end(move |end| {
            let end = match end {
                OutcomeEnd::Completed => "completed",
                OutcomeEnd::Failed(_) => "failed",
                _ => "dropped",
            };
            journal::note(&json!({ "what": "ended", "name": name, "id": id, "end": end }));
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

#[guard(message)]
fn takes_the_ack(Extracted(ack): Extracted, socket: Socket) -> bool {
    tell_later(socket);
    !format!("{ack:?}").is_empty()
}

/// The outcome that `keeps` was given last.
static KEPT: Mutex<Option<Outcome>> = Mutex::new(None);

/// Keeps the outcome, and answers something else.
#[interceptor]
async fn keeps(next: Next) -> Result<Outcome, Failure> {
    let outcome = next.run().await?;
    if let Ok(mut kept) = KEPT.lock() {
        *kept = Some(outcome);
    }
    Ok(Outcome::answer("kept"))
}

/// Answers with the outcome of another message.
#[interceptor]
async fn mixes_up(_next: Next) -> Outcome {
    let kept = KEPT.lock().ok().and_then(|mut kept| kept.take());
    kept.unwrap_or_else(Outcome::empty)
}

/// How often the method ran.
static RUNS: AtomicUsize = AtomicUsize::new(0);

#[derive(Serialize)]
struct File {
    name: &'static str,
    content: Bytes,
}

struct Unwritable;

impl Serialize for Unwritable {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("it cannot be written"))
    }
}

/// Tells the client, behind all answers.
fn tell_later(socket: Socket) {
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(50)).await;
        socket.emit("sent", &())
    });
}

#[websocket_gateway(namespace = "intercepted")]
struct Intercepted;

#[websocket_gateway]
impl Intercepted {
    #[subscribe_message("wrapped")]
    #[use_interceptors(wrapped)]
    fn wrapped(&self, #[message_body] body: Value) -> Value {
        body
    }

    #[subscribe_message("wrapped-file")]
    #[use_interceptors(wrapped, wrapped_again)]
    fn wrapped_file(&self) -> File {
        File {
            name: "a.bin",
            content: Bytes::from_static(&[1, 2, 3]),
        }
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
    fn cached(&self, #[message_body] _key: Value) -> usize {
        RUNS.fetch_add(1, Relaxed)
    }

    #[subscribe_message("cached-file")]
    #[use_interceptors(Cached)]
    fn cached_file(&self, #[message_body] _key: Value) -> File {
        File {
            name: "b.bin",
            content: Bytes::from_static(&[4, 5]),
        }
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

    /// The method takes its `Ack` when its interceptor has answered.
    #[subscribe_message("detached")]
    #[use_interceptors(detached)]
    async fn detached(&self, socket: Socket, ack: Ack<&'static str>) -> Result<(), WsError> {
        ack.send("from the method");
        tell_later(socket);
        Ok(())
    }

    #[subscribe_message("late", timeout = "200ms")]
    #[use_interceptors(panics_in_drop)]
    async fn late(&self, socket: Socket, ack: Ack<&'static str>) {
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(400)).await;
            ack.send("from the method");
            tell_later(socket);
        });
    }

    #[subscribe_message("extracted")]
    fn extracted(&self, socket: Socket, Extracted(ack): Extracted) -> &'static str {
        ack.send("from the ack");
        tell_later(socket);
        "from the method"
    }

    #[subscribe_message("extracted-by-guard")]
    #[use_guards(takes_the_ack)]
    fn extracted_by_guard(&self) -> &'static str {
        "from the method"
    }

    #[subscribe_message("extracted-in-interceptor")]
    #[use_interceptors(wrapped)]
    fn extracted_in_interceptor(&self, socket: Socket, Extracted(ack): Extracted) -> &'static str {
        self.extracted(socket, Extracted(ack))
    }

    #[subscribe_message("keep")]
    #[use_interceptors(keeps)]
    async fn keep(&self, ack: Ack<&'static str>) {
        tokio::spawn(async move { drop(ack) });
    }

    #[subscribe_message("mix-up")]
    #[use_interceptors(mixes_up)]
    fn mix_up(&self) {}

    /// An answer that nobody can write.
    #[subscribe_message("unwritable")]
    #[use_interceptors(wrapped)]
    fn unwritable(&self) -> Unwritable {
        Unwritable
    }
}
