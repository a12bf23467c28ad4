//! Each message is counted once, whoever answers it and however it ends.

use std::time::Duration;

use futures_util::{Stream, stream};
use gateway_runtime::{
    Failure,
    prelude::*,
    testing::{Client, TestApp},
};
use gateway_tests::gate::Gate;

use super::{Recorder, scrape::Scraped};
use crate::way::{Way, over_each_way};

const MESSAGES: &str = "gateway_messages_total";
const DURATION: &str = "gateway_handler_duration_seconds_count";
/// How long a message may take to be counted, on a machine with other work to do.
const PATIENCE: Duration = Duration::from_secs(10);

#[guard(message)]
fn nobody(_: Call) -> Result<(), WsError> {
    Err(WsError::forbidden("nobody"))
}

#[interceptor]
async fn around(next: Next) -> Result<Outcome, Failure> {
    next.run().await
}

#[filter]
fn healed(_: Failure) -> Result<Outcome, WsError> {
    Ok(Outcome::answer("healed"))
}

#[websocket_gateway(namespace = "metered", max_in_flight = 4)]
struct Metered {
    #[inject]
    gate: Gate,
}

#[websocket_gateway]
impl Metered {
    #[subscribe_message("plain")]
    fn plain(&self) -> u32 {
        1
    }

    #[subscribe_message("waiting")]
    async fn waiting(&self) -> u32 {
        tokio::task::yield_now().await;
        1
    }

    #[subscribe_message("nothing")]
    fn nothing(&self) {}

    #[subscribe_message("event")]
    fn event(&self) -> WsResponse<u32> {
        WsResponse::new("answer", 1)
    }

    #[subscribe_message("list")]
    fn list(&self) -> Vec<WsResponse<u32>> {
        vec![WsResponse::new("one", 1), WsResponse::new("two", 2)]
    }

    #[subscribe_message("stream")]
    fn stream(&self) -> impl Stream<Item = WsResponse<u32>> + use<> {
        stream::iter([WsResponse::new("one", 1), WsResponse::new("two", 2)])
    }

    #[subscribe_message("ack")]
    fn ack(&self, ack: Ack<u32>) {
        ack.send(1);
    }

    #[subscribe_message("later")]
    fn later(&self, ack: Ack<u32>) {
        tokio::spawn(async move {
            tokio::task::yield_now().await;
            ack.send(1);
        });
    }

    #[subscribe_message("dropped")]
    fn dropped(&self, ack: Ack<u32>) {
        drop(ack);
    }

    #[subscribe_message("twice")]
    fn twice(&self, ack: Ack<u32>) -> Result<(), WsError> {
        ack.send(1);
        Err(WsError::conflict("too late"))
    }

    #[use_interceptors(around)]
    #[subscribe_message("intercepted")]
    fn intercepted(&self) -> u32 {
        1
    }

    #[use_interceptors(around)]
    #[subscribe_message("intercepted-ack")]
    fn intercepted_ack(&self, ack: Ack<u32>) {
        ack.send(1);
    }

    #[use_interceptors(around)]
    #[subscribe_message("intercepted-stream")]
    fn intercepted_stream(&self) -> impl Stream<Item = WsResponse<u32>> + use<> {
        stream::iter([WsResponse::new("one", 1)])
    }

    #[subscribe_message("failing")]
    fn failing(&self, #[message_body] code: String) -> Result<(), WsError> {
        Err(WsError::new(code, "as you like"))
    }

    #[subscribe_message("panicking")]
    fn panicking(&self) -> u32 {
        panic!("as the test wants it")
    }

    #[use_interceptors(around)]
    #[subscribe_message("panicking-inside")]
    fn panicking_inside(&self) -> u32 {
        panic!("as the test wants it")
    }

    #[use_filters(healed)]
    #[subscribe_message("healed")]
    fn healed(&self) -> u32 {
        panic!("as the test wants it")
    }

    #[subscribe_message("slow", timeout = "10ms")]
    async fn slow(&self) -> u32 {
        std::future::pending().await
    }

    #[use_interceptors(around)]
    #[subscribe_message("slow-inside", timeout = "10ms")]
    async fn slow_inside(&self) -> u32 {
        std::future::pending().await
    }

    #[use_guards(nobody)]
    #[subscribe_message("guarded")]
    fn guarded(&self) -> u32 {
        1
    }

    #[throttle(limit = 1, per = "1h")]
    #[subscribe_message("throttled")]
    fn throttled(&self) -> u32 {
        1
    }

    #[subscribe_message("number")]
    fn number(&self, #[message_body] number: u8) -> u8 {
        number
    }

    #[subscribe_message("held")]
    async fn held(&self) {
        self.gate.pass().await;
    }
}

over_each_way!(
    a_message_is_counted_once_with_its_outcome,
    a_message_that_wants_no_acknowledgement_is_counted_too,
    what_nothing_of_the_program_has_seen_is_refused,
    a_client_makes_no_series,
);

async fn app(way: Way) -> (TestApp, Recorder, Gate) {
    let recorder = Recorder::install();
    let gate = Gate::closed();
    let builder = GatewayApp::builder().metrics().provide(gate.clone());
    (
        way.start(builder.only::<(Metered,)>()).await,
        recorder,
        gate,
    )
}

/// The event, and the outcome that is counted for it.
const OUTCOMES: [(&str, &str); 20] = [
    ("plain", "ok"),
    ("waiting", "ok"),
    ("nothing", "ok"),
    ("event", "ok"),
    ("list", "ok"),
    ("stream", "ok"),
    ("ack", "ok"),
    ("later", "ok"),
    ("dropped", "internal"),
    ("twice", "ok"),
    ("intercepted", "ok"),
    ("intercepted-ack", "ok"),
    ("intercepted-stream", "ok"),
    ("panicking", "panic"),
    ("panicking-inside", "panic"),
    ("healed", "ok"),
    ("slow", "timeout"),
    ("slow-inside", "timeout"),
    ("guarded", "forbidden"),
    ("nobody-handles-it", "not_found"),
];

/// What the metrics call an event.
fn label(event: &str) -> &str {
    match event {
        "nobody-handles-it" => "unknown",
        event => event,
    }
}

fn assert_counted_once(scraped: &Scraped, event: &str, outcome: &str) {
    let of_event = ("event", label(event));
    let space = ("namespace", "/metered");
    assert_eq!(
        scraped.count(MESSAGES, &[space, of_event]),
        1,
        "{event}: {}",
        scraped.text()
    );
    let counted = scraped.count(MESSAGES, &[space, of_event, ("outcome", outcome)]);
    assert_eq!(counted, 1, "{event}: {}", scraped.text());
    assert_eq!(scraped.count(DURATION, &[space, of_event]), 1, "{event}");
}

async fn a_message_is_counted_once_with_its_outcome(way: Way) {
    let (app, recorder, _gate) = app(way).await;
    let client = way.join::<Metered>(&app).await;
    for (event, outcome) in OUTCOMES {
        let answer = client.ask::<Option<serde_json::Value>>(event, &()).await;
        assert_eq!(answer.is_ok(), outcome == "ok", "{event}: {answer:?}");
        app.settled().await;
        assert_counted_once(&recorder.scrape(), event, outcome);
    }
}

async fn a_message_that_wants_no_acknowledgement_is_counted_too(way: Way) {
    let (app, recorder, _gate) = app(way).await;
    let client = way.join::<Metered>(&app).await;
    // Without a client that waits, an `Ack` that is dropped is no failure.
    let outcomes = OUTCOMES
        .into_iter()
        .map(|(event, outcome)| match event {
            "dropped" => (event, "ok"),
            _ => (event, outcome),
        })
        .filter(|(event, _)| *event != "twice");
    for (event, outcome) in outcomes {
        client.emit(event, &());
        app.settled().await;
        wait_until_counted(&recorder, event).await;
        assert_counted_once(&recorder.scrape(), event, outcome);
    }
}

/// A `timeout` is no rest.
async fn wait_until_counted(recorder: &Recorder, event: &str) {
    let is_counted = || {
        let labels = [("event", label(event))];
        recorder.scrape().count(MESSAGES, &labels) > 0
    };
    let counted = async {
        while !is_counted() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    let in_time = tokio::time::timeout(PATIENCE, counted).await;
    in_time.unwrap_or_else(|_| panic!("{event} is not counted"));
}

async fn what_nothing_of_the_program_has_seen_is_refused(way: Way) {
    let (app, recorder, gate) = app(way).await;
    let client = way.join::<Metered>(&app).await;
    let held: Vec<_> = (0..4).map(|_| client.ask::<()>("held", &())).collect();
    app.settled().await;
    client.ask::<u32>("plain", &()).await.unwrap_err();
    let refused = [("event", "plain"), ("outcome", "refused")];
    assert_eq!(recorder.scrape().count(MESSAGES, &refused), 1);
    // No handler has run, so there is no duration.
    assert_eq!(recorder.scrape().count(DURATION, &[("event", "plain")]), 0);
    for answer in held {
        gate.open();
        answer.await.unwrap();
    }
    let held = [("event", "held"), ("outcome", "ok")];
    assert_eq!(recorder.scrape().count(MESSAGES, &held), 4);
}

async fn a_client_makes_no_series(way: Way) {
    let (app, recorder, _gate) = app(way).await;
    let client = way.join::<Metered>(&app).await;
    for number in 0..100 {
        let event = format!("made-up-{number}");
        client.ask::<()>(&event, &()).await.unwrap_err();
        let code = format!("code-{number}");
        client.ask::<()>("failing", &code).await.unwrap_err();
    }
    let scraped = recorder.scrape();
    assert!(!scraped.text().contains("made-up"), "{}", scraped.text());
    let unknown = [("event", "unknown"), ("outcome", "not_found")];
    assert_eq!(scraped.count(MESSAGES, &unknown), 100);
    // As many codes as an event may have, and one for all others.
    assert_eq!(scraped.count(MESSAGES, &[("event", "failing")]), 100);
    assert_eq!(codes(&scraped), 33);
    let other = [("event", "failing"), ("outcome", "other")];
    assert_eq!(scraped.count(MESSAGES, &other), 68);
}

fn codes(scraped: &Scraped) -> usize {
    let outcomes = scraped.values_of(MESSAGES, "outcome").into_iter();
    outcomes
        .filter(|outcome| outcome.starts_with("code-") || outcome == "other")
        .count()
}

#[tokio::test]
async fn what_a_limit_refuses_is_throttled() {
    let (app, recorder, _gate) = app(Way::USUAL).await;
    let client: Client = Way::USUAL.join::<Metered>(&app).await;
    client.ask::<u32>("throttled", &()).await.unwrap();
    for _ in 0..3 {
        client.ask::<u32>("throttled", &()).await.unwrap_err();
    }
    let scraped = recorder.scrape();
    let throttled = [("namespace", "/metered"), ("event", "throttled")];
    assert_eq!(scraped.count("gateway_throttled_total", &throttled), 3);
    assert_eq!(scraped.count(MESSAGES, &throttled), 4);
}

#[tokio::test]
async fn a_body_that_does_not_decode_has_its_code() {
    let (app, recorder, _gate) = app(Way::USUAL).await;
    let client: Client = Way::USUAL.join::<Metered>(&app).await;
    client.ask::<u8>("number", &300).await.unwrap_err();
    let wrong = [("event", "number"), ("outcome", "bad_request")];
    assert_eq!(recorder.scrape().count(MESSAGES, &wrong), 1);
}

#[tokio::test]
async fn an_app_that_measures_nothing_tells_nobody() {
    let recorder = Recorder::install();
    let builder = GatewayApp::builder().provide(Gate::closed());
    let app = Way::USUAL.start(builder.only::<(Metered,)>()).await;
    let client = Way::USUAL.join::<Metered>(&app).await;
    client.ask::<u32>("plain", &()).await.unwrap();
    assert_eq!(recorder.scrape().text(), "");
}

#[tokio::test]
async fn each_metric_says_what_it_is() {
    let (_app, recorder, _gate) = app(Way::USUAL).await;
    let scraped = recorder.scrape();
    for line in scraped.text().lines() {
        let series = line.strip_prefix("# TYPE ");
        if let Some(name) = series.and_then(|series| series.split(' ').next()) {
            let help = format!("# HELP {name} ");
            assert!(scraped.text().contains(&help), "{name}");
        }
    }
    assert_eq!(
        scraped.count("gateway_start_duration_seconds_count", &[]),
        1
    );
}

#[websocket_gateway(namespace = "caught")]
struct CatchAll;

#[websocket_gateway]
impl CatchAll {
    #[subscribe_message(fallback)]
    fn any(&self, event: EventName) -> String {
        event.to_string()
    }
}

#[tokio::test]
async fn events_of_a_fallback_have_one_series() {
    let recorder = Recorder::install();
    let builder = GatewayApp::builder().metrics();
    let app = Way::USUAL.start(builder.only::<(CatchAll,)>()).await;
    let client = Way::USUAL.join::<CatchAll>(&app).await;
    for event in ["one", "two"] {
        client.ask::<String>(event, &()).await.unwrap();
    }
    let scraped = recorder.scrape();
    assert_eq!(scraped.values_of(MESSAGES, "event"), ["fallback"]);
    assert_eq!(scraped.count(MESSAGES, &[("outcome", "ok")]), 2);
}
