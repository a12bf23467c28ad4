//! An event that nobody handles is answered with an error, or ignored where the gateway or the app says so
//! (docs/guarantees.md, 8). `Ignoring`, `Answering` and `Undecided` differ in that.

use std::sync::Mutex;

use futures_util::FutureExt as _;
use gateway_runtime::{
    GatewayAppBuilder,
    prelude::*,
    testing::{Client, TestApp},
};

use crate::{
    told::told,
    way::{Way, over_each_way},
};

#[websocket_gateway(namespace = "ignoring", ignore_unknown_events)]
struct Ignoring;

#[websocket_gateway]
impl Ignoring {
    #[subscribe_message("known")]
    fn known(&self) -> u8 {
        7
    }
}

/// Says nothing about unknown events, and shares the namespace.
#[websocket_gateway(namespace = "ignoring")]
struct AlsoIgnoring;

#[websocket_gateway]
impl AlsoIgnoring {
    #[subscribe_message("also-known")]
    fn known(&self) -> u8 {
        8
    }
}

/// Answers whatever the app says.
#[websocket_gateway(namespace = "answering", ignore_unknown_events = false)]
struct Answering;

/// Leaves it to the app.
#[websocket_gateway(namespace = "undecided")]
struct Undecided;

#[websocket_gateway]
impl Undecided {
    #[subscribe_message("known")]
    fn known(&self) -> u8 {
        7
    }
}

/// Handles everything.
#[websocket_gateway(namespace = "taking-all")]
struct TakingAll;

#[websocket_gateway]
impl TakingAll {
    #[subscribe_message(fallback)]
    fn anything(&self, event: EventName, #[message_body] body: Option<u8>) -> String {
        format!("{} {body:?}", &*event)
    }
}

/// What has run for messages.
#[derive(Clone, Default)]
struct Ran(Arc<Mutex<Vec<String>>>);

impl Ran {
    fn push(&self, what: String) {
        self.0.lock().unwrap().push(what);
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

#[guard(message)]
fn noted(Inject(ran): Inject<Ran>, #[message_body] is_refused: bool) -> Result<(), WsError> {
    ran.push("guard".to_owned());
    if is_refused {
        return Err(WsError::new("refused", "by the guard"));
    }
    Ok(())
}

#[filter]
fn noted_failure(failure: Failure, Inject(ran): Inject<Ran>) -> WsError {
    ran.push(format!("filter: {:?}", failure.kind()));
    failure.into_error()
}

over_each_way!(
    are_ignored_by_a_gateway_that_says_so_and_by_one_that_shares_its_namespace,
    are_answered_by_a_gateway_that_says_so,
    are_answered_by_a_gateway_that_leaves_it_to_an_app_that_says_nothing,
    are_ignored_by_a_gateway_that_leaves_it_to_an_app_that_ignores_them,
    are_taken_by_a_fallback,
    pass_global_guards_and_no_filter_and_are_answered_where_the_guard_refuses_them,
);

fn builder() -> GatewayAppBuilder {
    GatewayApp::builder().only::<(Ignoring, AlsoIgnoring, Answering, Undecided, TakingAll)>()
}

/// The app, and the same that ignores unknown events.
async fn both(way: Way) -> [TestApp; 2] {
    let ignoring = builder().ignore_unknown_events();
    [way.start(builder()).await, way.start(ignoring).await]
}

/// The unknown event gets no answer, although all that was sent has been handled.
async fn assert_ignored(app: &TestApp, client: &Client) {
    let mut answer = client.ask::<()>("unknown", &1);
    client.emit("unknown", &1);
    assert_eq!(client.ask::<u8>("known", &()).await, Ok(7));
    client.no_event().await;
    assert_eq!((app.in_work(), (&mut answer).now_or_never()), (0, None));
}

async fn assert_answered(client: &Client) {
    let error = told("not_found", "no handler for the event `unknown`", "unknown");
    assert_eq!(client.ask::<()>("unknown", &()).await, Err(error.clone()));
    client.no_event().await;
    client.emit("unknown", &());
    assert_eq!(client.exception().await, error);
}

async fn are_ignored_by_a_gateway_that_says_so_and_by_one_that_shares_its_namespace(way: Way) {
    for app in both(way).await {
        let client = way.join::<Ignoring>(&app).await;
        assert_ignored(&app, &client).await;
        assert_eq!(client.ask::<u8>("also-known", &()).await, Ok(8));
    }
}

async fn are_answered_by_a_gateway_that_says_so(way: Way) {
    for app in both(way).await {
        assert_answered(&way.join::<Answering>(&app).await).await;
    }
}

async fn are_answered_by_a_gateway_that_leaves_it_to_an_app_that_says_nothing(way: Way) {
    let app = way.start(builder()).await;
    assert_answered(&way.join::<Undecided>(&app).await).await;
}

async fn are_ignored_by_a_gateway_that_leaves_it_to_an_app_that_ignores_them(way: Way) {
    let app = way.start(builder().ignore_unknown_events()).await;
    assert_ignored(&app, &way.join::<Undecided>(&app).await).await;
}

async fn are_taken_by_a_fallback(way: Way) {
    for app in both(way).await {
        let client = way.join::<TakingAll>(&app).await;
        let answer = client.ask::<String>("unknown", &7).await;
        assert_eq!(answer.unwrap(), "unknown Some(7)");
    }
}

async fn pass_global_guards_and_no_filter_and_are_answered_where_the_guard_refuses_them(way: Way) {
    let ran = Ran::default();
    let builder = builder()
        .provide(ran.clone())
        .guard::<noted>()
        .filter::<noted_failure>()
        .ignore_unknown_events();
    let app = way.start(builder).await;
    let client = way.join::<Undecided>(&app).await;
    let mut ignored = client.ask::<()>("nobody", &false);
    let refused = client.ask::<()>("nobody", &true).await;
    assert_eq!(refused, Err(told("refused", "by the guard", "nobody")));
    app.settled().await;
    assert_eq!((&mut ignored).now_or_never(), None);
    assert_eq!(ran.take(), ["guard", "guard", "filter: Guard"]);
}
