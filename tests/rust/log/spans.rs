//! Each message is in a span with its outcome, within the span of its socket, for whoever collects spans.

use std::{
    collections::BTreeMap,
    fmt::{Debug, Write as _},
    sync::{Arc, Mutex},
};

use futures_util::{Stream, stream};
use gateway_runtime::{
    GatewayAppBuilder,
    prelude::*,
    testing::{Client, TestApp},
};
use tracing::{
    Level, Metadata, Subscriber,
    field::{Field, Visit},
    info, info_span,
    span::{Attributes, Id, Record},
    subscriber::DefaultGuard,
};

/// Collects spans and events up to a level.
struct Collector {
    level: Level,
    spans: Arc<Mutex<Spans>>,
}

#[derive(Default)]
struct Spans {
    /// Each span that was made, by its number from 1.
    all: Vec<Made>,
    entered: Vec<usize>,
    /// The words of each event, with the numbers of the spans around it.
    events: Vec<(String, Vec<usize>)>,
}

#[derive(Clone, Debug, Default)]
struct Made {
    name: &'static str,
    fields: BTreeMap<&'static str, String>,
    parent: Option<usize>,
}

struct Fields<'a>(&'a mut BTreeMap<&'static str, String>);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
}

fn number(id: &Id) -> usize {
    usize::try_from(id.into_u64()).unwrap()
}

impl Subscriber for Collector {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= self.level
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut spans = self.spans.lock().unwrap();
        let parent = match span.parent() {
            Some(parent) => Some(number(parent)),
            None if span.is_contextual() => spans.entered.last().copied(),
            None => None,
        };
        let mut made = Made {
            name: span.metadata().name(),
            parent,
            ..Made::default()
        };
        span.record(&mut Fields(&mut made.fields));
        spans.all.push(made);
        Id::from_u64(spans.all.len() as u64)
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        let mut spans = self.spans.lock().unwrap();
        values.record(&mut Fields(&mut spans.all[number(id) - 1].fields));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        let mut fields = BTreeMap::new();
        event.record(&mut Fields(&mut fields));
        let mut words = String::new();
        for (name, value) in fields {
            write!(words, "{name}={value} ").unwrap();
        }
        let mut spans = self.spans.lock().unwrap();
        let around = spans.entered.clone();
        spans.events.push((words, around));
    }

    fn enter(&self, id: &Id) {
        self.spans.lock().unwrap().entered.push(number(id));
    }

    fn exit(&self, id: &Id) {
        let mut spans = self.spans.lock().unwrap();
        let last = spans.entered.iter().rposition(|one| *one == number(id));
        spans.entered.remove(last.unwrap());
    }
}

/// What a collector on this thread gets: the test, its app and its clients.
struct Collected {
    spans: Arc<Mutex<Spans>>,
    _collecting: DefaultGuard,
}

impl Collected {
    fn up_to(level: Level) -> Self {
        let spans = Arc::new(Mutex::new(Spans::default()));
        let collector = Collector {
            level,
            spans: Arc::clone(&spans),
        };
        Self {
            spans,
            _collecting: tracing::subscriber::set_default(collector),
        }
    }

    fn named(&self, name: &str) -> Vec<Made> {
        let spans = self.spans.lock().unwrap();
        let named = spans.all.iter().filter(|span| span.name == name);
        named.cloned().collect()
    }

    fn message(&self, event: &str) -> Made {
        let mut messages = self.named("message");
        messages.retain(|message| message.fields["event"] == event);
        assert_eq!(messages.len(), 1, "{event}");
        messages.remove(0)
    }

    fn parent(&self, span: &Made) -> Made {
        self.spans.lock().unwrap().all[span.parent.unwrap() - 1].clone()
    }

    /// The spans around the event with these words, the innermost last.
    fn around(&self, words: &str) -> Vec<Made> {
        let spans = self.spans.lock().unwrap();
        let mut events = spans.events.iter();
        let (_, around) = events.find(|(event, _)| event.contains(words)).unwrap();
        let around = around.iter().map(|number| spans.all[number - 1].clone());
        around.collect()
    }
}

#[guard(connection)]
fn seen(_: Call) -> bool {
    info!("the guard of connections");
    true
}

#[interceptor]
async fn around(next: Next) -> Result<Outcome, Failure> {
    next.run().await
}

#[websocket_gateway(namespace = "traced")]
#[use_guards(seen)]
struct Traced;

#[websocket_gateway]
impl Traced {
    #[on_gateway_connection]
    fn came(&self) {
        info!("the connection hook");
    }

    #[on_gateway_disconnect]
    fn left(&self) {
        info!("the disconnect hook");
    }

    #[subscribe_message("plain")]
    fn plain(&self) -> u32 {
        info!("the plain method");
        1
    }

    #[subscribe_message("waiting")]
    async fn waiting(&self) -> u32 {
        tokio::task::yield_now().await;
        info!("the waiting method");
        1
    }

    #[use_interceptors(around)]
    #[subscribe_message("intercepted")]
    fn intercepted(&self) -> Result<u32, WsError> {
        Err(WsError::conflict("no"))
    }

    #[subscribe_message("stream")]
    fn stream(&self) -> impl Stream<Item = WsResponse<u32>> + use<> {
        stream::iter([WsResponse::new("one", 1)])
    }

    #[subscribe_message("later")]
    fn later(&self, ack: Ack<u32>) {
        tokio::spawn(async move {
            tokio::task::yield_now().await;
            ack.send(1);
        });
    }

    #[subscribe_message("broken")]
    fn broken(&self) -> Result<u32, WsError> {
        Err(WsError::internal("the database is gone"))
    }

    #[subscribe_message("panicking")]
    async fn panicking(&self) -> u32 {
        tokio::task::yield_now().await;
        panic!("as the test wants it")
    }
}

async fn app(builder: GatewayAppBuilder) -> (TestApp, Client) {
    let app = TestApp::start(builder.only::<(Traced,)>()).await.unwrap();
    let client = app.connect::<Traced>().await.unwrap();
    (app, client)
}

#[tokio::test]
async fn a_message_is_a_span_with_its_outcome_in_that_of_its_socket() {
    let collected = Collected::up_to(Level::DEBUG);
    let (app, client) = app(GatewayApp::builder()).await;
    for (event, handler, outcome) in [
        ("plain", "Traced::plain", "ok"),
        ("waiting", "Traced::waiting", "ok"),
        ("intercepted", "Traced::intercepted", "conflict"),
        ("stream", "Traced::stream", "ok"),
        ("later", "Traced::later", "ok"),
        ("broken", "Traced::broken", "internal"),
        ("panicking", "Traced::panicking", "internal"),
    ] {
        // What it answers is not what is tested.
        let _ = client.ask::<Option<u32>>(event, &()).await;
        app.settled().await;
        let message = collected.message(event);
        let fields = &message.fields;
        assert_eq!(fields["namespace"], "/traced");
        assert_eq!(fields["handler"], handler);
        assert_eq!(fields["outcome"], outcome, "{event}");
        let connection = collected.parent(&message);
        assert_eq!(connection.name, "connection");
        assert_eq!(connection.fields["namespace"], "/traced");
        assert_eq!(connection.fields["socket"], fields["socket"]);
    }
    assert_eq!(collected.named("connection").len(), 1);
}

#[tokio::test]
async fn what_the_program_logs_is_in_the_span() {
    let collected = Collected::up_to(Level::DEBUG);
    let (app, client) = app(GatewayApp::builder()).await;
    for event in ["plain", "waiting", "broken", "panicking"] {
        let _ = client.ask::<u32>(event, &()).await;
    }
    drop(client);
    app.settled().await;
    for words in [
        "the plain method",
        "the waiting method",
        "the database is gone",
        "a handler panicked",
    ] {
        let around = collected.around(words);
        assert_eq!(around.last().unwrap().name, "message", "{words}");
    }
    for words in [
        "the guard of connections",
        "the connection hook",
        "the disconnect hook",
    ] {
        let around = collected.around(words);
        assert_eq!(around.last().unwrap().name, "connection", "{words}");
    }
}

#[tokio::test]
async fn a_span_that_nobody_collects_is_not_made() {
    let collected = Collected::up_to(Level::INFO);
    let (_app, client) = app(GatewayApp::builder()).await;
    client.ask::<u32>("plain", &()).await.unwrap();
    client.ask::<u32>("waiting", &()).await.unwrap();
    assert!(collected.named("message").is_empty());
    assert!(collected.named("connection").is_empty());
    assert!(collected.around("the waiting method").is_empty());
}

#[tokio::test]
async fn the_app_may_make_the_span_of_a_connection() {
    let collected = Collected::up_to(Level::DEBUG);
    let builder = GatewayApp::builder().connection_span(|handshake: &Handshake| {
        let trace = handshake.header("traceparent").unwrap_or("none");
        info_span!("client", trace)
    });
    let app = TestApp::start(builder.only::<(Traced,)>()).await.unwrap();
    let client = app
        .connect::<Traced>()
        .header("traceparent", "00-abc")
        .await
        .unwrap();
    client.ask::<u32>("plain", &()).await.unwrap();
    let span = collected.parent(&collected.message("plain"));
    assert_eq!(span.name, "client");
    assert_eq!(span.fields["trace"], "00-abc");
}

#[tokio::test]
async fn a_panic_in_what_makes_the_span_keeps_nobody_out() {
    let collected = Collected::up_to(Level::DEBUG);
    let builder = GatewayApp::builder().connection_span(|_| panic!("as the test wants it"));
    let (_app, client) = app(builder).await;
    client.ask::<u32>("plain", &()).await.unwrap();
    let words = "what makes the span of a connection panicked";
    assert!(collected.around(words).is_empty());
    assert_eq!(collected.message("plain").parent, None);
}
