//! What runs around a method, in which order (docs/guarantees.md, 2): guards, interceptors' first halves, bodies, the method,
//! interceptors' second halves, one filter. [`ends`] shows what each of them can end.

mod ends;
mod gateways;
mod parts;

use futures_util::FutureExt as _;
use gateway_runtime::{
    GatewayAppBuilder,
    prelude::*,
    testing::{Client, TestApp},
};
use gateway_tests::gate::Gate;
use serde_json::{Value, json};

use super::code_and_message;
use crate::journal::Journal;
use crate::way::{Way, over_each_way};
use gateways::{Dynamic, Fallback, One, Sequential, Traced, Two};
use parts::{global_filter, global_guard, global_interceptor};

const GUARDS: [&str; 3] = ["global guard", "gateway guard", "second gateway guard"];
const METHOD_GUARDS: [&str; 2] = ["method guard", "second method guard"];
const INTERCEPTORS: [&str; 3] = [
    "global interceptor",
    "gateway interceptor",
    "second gateway interceptor",
];
const METHOD_INTERCEPTORS: [&str; 2] = ["method interceptor", "second method interceptor"];

/// The notes of interceptors around `inner`, which ends as `end`.
fn around(names: &[&str], inner: &[&str], end: &str) -> Vec<String> {
    let before = names.iter().map(|name| format!("{name} >"));
    let inner = inner.iter().copied().map(str::to_owned);
    let after = names.iter().rev().map(|name| format!("< {name}: {end}"));
    before.chain(inner).chain(after).collect()
}

/// What runs for a message to a method with everything around it, which ends as `end`.
fn everything(end: &str) -> Vec<String> {
    let guards = [&GUARDS[..], &METHOD_GUARDS].concat();
    let interceptors = [&INTERCEPTORS[..], &METHOD_INTERCEPTORS].concat();
    behind(&guards, around(&interceptors, &["method"], end))
}

/// These guards and what runs behind them.
fn behind(guards: &[&str], rest: Vec<String>) -> Vec<String> {
    let guards = guards.iter().copied().map(str::to_owned);
    guards.chain(rest).collect()
}

fn builder(notes: &Journal, gate: &Gate) -> GatewayAppBuilder {
    GatewayApp::builder()
        .guard::<global_guard>()
        .interceptor::<global_interceptor>()
        .filter::<global_filter>()
        .provide(notes.clone())
        .provide(gate.clone())
        .only::<(Traced, Fallback, One, Two, Dynamic, Sequential)>()
}

/// An app with one client in a namespace, what runs for the client, and a gate.
struct Started {
    app: TestApp,
    client: Client,
    notes: Journal,
    gate: Gate,
}

async fn join(way: Way, namespace: &str) -> Started {
    let (notes, gate) = (Journal::<String>::default(), Gate::closed());
    let app = way.start(builder(&notes, &gate)).await;
    let client = way.connect::<Traced>(&app).namespace(namespace).await;
    let client = client.unwrap();
    Started {
        app,
        client,
        notes,
        gate,
    }
}

/// What runs for a message to a method that answers nothing.
async fn ran(at: &Started, event: &str) -> Vec<String> {
    at.client.ask::<()>(event, &json!({})).await.unwrap();
    at.notes.take()
}

fn methods(ran: Vec<String>) -> Vec<String> {
    let methods = ran.into_iter();
    methods.filter(|what| what.starts_with("method ")).collect()
}

over_each_way!(
    everything_runs_when_everybody_agrees_once_for_each_of_the_methods_events,
    with_sequential_order_the_next_message_waits_for_a_guard_or_an_interceptor_that_waits,
    messages_start_in_their_order_behind_an_async_guard_and_one_that_waits_lets_the_next_start,
);

async fn everything_runs_when_everybody_agrees_once_for_each_of_the_methods_events(way: Way) {
    let at = join(way, "traced").await;
    assert_eq!(at.notes.take(), Vec::<String>::new());
    for event in ["full", "full-too"] {
        let answer: Value = at.client.ask(event, &json!({ "a": 1 })).await.unwrap();
        assert_eq!(answer, json!({ "a": 1 }));
        assert_eq!(at.notes.take(), everything("Answer"));
    }
}

#[tokio::test]
async fn an_event_that_nobody_handles_passes_the_global_guard_and_its_error_the_global_filter() {
    let at = join(Way::USUAL, "traced").await;
    let unknown = at.client.ask::<()>("nobody", &json!({})).await;
    assert_eq!(code_and_message(unknown)[0], "not_found");
    assert_eq!(
        at.notes.take(),
        ["global guard", "global filter: UnknownEvent"]
    );
    let refuse = json!({ "refuse": ["global guard"] });
    let refused = at.client.ask::<()>("nobody", &refuse).await;
    assert_eq!(code_and_message(refused)[0], "refused");
    assert_eq!(at.notes.take(), ["global guard", "global filter: Guard"]);
}

/// A refusal is answered as ever (docs/guarantees.md, 8).
#[tokio::test]
async fn an_event_that_is_ignored_passes_the_global_guard_and_no_filter() {
    let (notes, gate) = (Journal::<String>::default(), Gate::closed());
    let builder = builder(&notes, &gate).ignore_unknown_events();
    let app = TestApp::start(builder).await.unwrap();
    let client = app.connect::<Traced>().await.unwrap();
    let ignored = client.ask::<()>("nobody", &json!({}));
    client.emit("nobody", &json!({}));
    client.no_event().await;
    assert_eq!(ignored.now_or_never(), None);
    assert_eq!(notes.take(), ["global guard"; 2]);
    let refuse = json!({ "refuse": ["global guard"] });
    let refused = client.ask::<()>("nobody", &refuse).await;
    assert_eq!(code_and_message(refused)[0], "refused");
    assert_eq!(notes.take(), ["global guard", "global filter: Guard"]);
}

#[tokio::test]
async fn a_fallback_has_the_enhancers_of_its_gateway_for_every_event() {
    let at = join(Way::USUAL, "traced-fallback").await;
    let guards = ["global guard", "gateway guard"];
    let rest = around(&["global interceptor"], &["method any"], "Empty");
    assert_eq!(ran(&at, "any").await, behind(&guards, rest));
    let refuse = json!({ "refuse": ["gateway guard"] });
    let refused = at.client.ask::<()>("any", &refuse).await;
    assert_eq!(code_and_message(refused)[0], "refused");
    assert_eq!(
        at.notes.take(),
        ["global guard", "gateway guard", "global filter: Guard"]
    );
}

#[tokio::test]
async fn a_method_has_the_enhancers_of_its_own_gateway_and_not_those_of_another_in_its_namespace() {
    let at = join(Way::USUAL, "traced-by-two").await;
    let rest = around(&["global interceptor"], &["method one"], "Empty");
    assert_eq!(
        ran(&at, "one").await,
        behind(&["global guard", "gateway guard"], rest)
    );
    let interceptors = ["global interceptor", "gateway interceptor"];
    let rest = around(&interceptors, &["method two"], "Empty");
    assert_eq!(
        ran(&at, "two").await,
        behind(&["global guard", "second gateway guard"], rest)
    );
}

#[tokio::test]
async fn the_methods_of_a_dynamic_namespace_have_their_enhancers_too() {
    let at = join(Way::USUAL, "traced/hall").await;
    let guards = ["global guard", "gateway guard", "method guard"];
    let interceptors = ["global interceptor", "gateway interceptor"];
    let rest = around(&interceptors, &["method in hall"], "Empty");
    assert_eq!(ran(&at, "full").await, behind(&guards, rest));
}

async fn with_sequential_order_the_next_message_waits_for_a_guard_or_an_interceptor_that_waits(
    way: Way,
) {
    let at = join(way, "traced-sequential").await;
    for part in ["waiting guard", "gateway interceptor"] {
        let first = json!({ "number": 1, "wait": [part] });
        let first = at.client.ask::<u32>("number", &first);
        let second = at.client.ask::<u32>("number", &json!({ "number": 2 }));
        at.app.settled().await;
        assert_eq!(at.app.in_work(), 2);
        assert_eq!(methods(at.notes.take()), Vec::<String>::new());
        at.gate.open();
        assert_eq!((first.await, second.await), (Ok(1), Ok(2)));
        assert_eq!(methods(at.notes.take()), ["method 1", "method 2"]);
    }
}

async fn messages_start_in_their_order_behind_an_async_guard_and_one_that_waits_lets_the_next_start(
    way: Way,
) {
    let at = join(way, "traced").await;
    let first = json!({ "number": 1, "wait": ["waiting guard"] });
    let mut first = at.client.ask::<u32>("waits", &first);
    let others = [2, 3, 4];
    let answers = others.map(|number| at.client.ask::<u32>("waits", &json!({ "number": number })));
    for (number, answer) in others.into_iter().zip(answers) {
        assert_eq!(answer.await, Ok(number));
    }
    at.app.settled().await;
    assert_eq!((&mut first).now_or_never(), None);
    at.gate.open();
    assert_eq!(first.await, Ok(1));
    let order = ["method 2", "method 3", "method 4", "method 1"];
    assert_eq!(methods(at.notes.take()), order);
}
