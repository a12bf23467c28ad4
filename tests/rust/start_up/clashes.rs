//! Gateways that contradict each other, or themselves.

use gateway_runtime::prelude::*;

use super::{names_this_file, problems_of};

#[websocket_gateway(namespace = "clash")]
pub(super) struct First;

#[websocket_gateway]
impl First {
    #[subscribe_message("same", "other")]
    fn first(&self) {}

    #[subscribe_message(fallback)]
    fn rest(&self) {}
}

#[websocket_gateway(namespace = "/clash", rename_all = "kebab-case")]
pub(super) struct Second;

#[websocket_gateway]
impl Second {
    #[subscribe_message]
    fn same(&self) {}

    #[subscribe_message(fallback)]
    fn rest(&self) {}
}

#[websocket_gateway(namespace = "options", ordering = "sequential", max_in_flight = 1)]
pub(super) struct Strict;

#[websocket_gateway(namespace = "options", ordering = "start", max_in_flight = 2)]
pub(super) struct Loose;

#[websocket_gateway(namespace = "options")]
pub(super) struct Silent;

#[websocket_gateway(namespace = "unknown", ignore_unknown_events)]
struct Ignoring;

#[websocket_gateway(namespace = "unknown", ignore_unknown_events = false)]
struct Answering;

#[websocket_gateway(namespace = "unknown")]
struct Undecided;

#[websocket_gateway(namespace = "unknown", ignore_unknown_events = true)]
struct AlsoIgnoring;

#[websocket_gateway(namespace = "hooks")]
pub(super) struct TwoBlocks;

#[websocket_gateway]
impl TwoBlocks {
    #[on_gateway_init]
    fn one(&self) {}
}

#[websocket_gateway]
impl TwoBlocks {
    #[on_gateway_init]
    fn two(&self) {}
}

#[websocket_gateway(namespace = "told")]
struct ToldTwice;

#[websocket_gateway]
impl ToldTwice {
    #[on_server_event("changed")]
    fn one(&self) {}

    #[on_server_event("other")]
    fn other(&self) {}
}

#[websocket_gateway]
impl ToldTwice {
    #[on_server_event("changed")]
    fn two(&self) {}
}

/// Another gateway of the namespace may listen to the same event.
#[websocket_gateway(namespace = "told")]
struct ToldOnce;

#[websocket_gateway]
impl ToldOnce {
    #[on_server_event("changed")]
    fn one(&self) {}
}

#[websocket_gateway(namespace = "reserved", rename_all = "camelCase")]
struct Reserved;

#[websocket_gateway]
impl Reserved {
    #[subscribe_message]
    fn new_listener(&self) {}
}

#[tokio::test]
async fn two_handlers_for_one_event_are_named_with_both_places() {
    let problems = problems_of(GatewayApp::builder().only::<(First, Second)>()).await;
    assert_eq!(problems.len(), 2, "{problems:#?}");
    let fallback = problems
        .iter()
        .find(|problem| problem.starts_with("the fallback"))
        .expect("named");
    let event = problems
        .iter()
        .find(|problem| problem.starts_with("the event `same`"))
        .expect("named");
    for problem in [fallback, event] {
        names_this_file(problem, 2);
        assert!(
            problem.contains("`/clash`")
                && problem.contains("`First::")
                && problem.contains("`Second::")
        );
    }
}

mod events {
    pub(super) const SEND: &str = "send";
    pub(super) const ALSO_SEND: &str = SEND;
}

#[websocket_gateway(namespace = "constants")]
struct SameConstants;

#[websocket_gateway]
impl SameConstants {
    #[subscribe_message(events::SEND)]
    fn first(&self) {}

    #[subscribe_message("other", events::ALSO_SEND)]
    fn second(&self) {}
}

#[tokio::test]
async fn two_constants_with_one_value_are_named_with_both_places() {
    let problems = problems_of(GatewayApp::builder().only::<(SameConstants,)>()).await;
    assert_eq!(problems.len(), 1, "{problems:#?}");
    names_this_file(&problems[0], 2);
    assert!(
        problems[0].starts_with("the event `send` of the namespace `/constants` has 2 handlers: ")
            && problems[0].contains("`SameConstants::first` (")
            && problems[0].contains("`SameConstants::second` ("),
        "{problems:#?}"
    );
}

#[tokio::test]
async fn a_name_that_casing_makes_a_reserved_one_is_refused() {
    let problems = problems_of(GatewayApp::builder().only::<(Reserved,)>()).await;
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert!(problems[0].starts_with("the event of `Reserved::new_listener` ("));
    names_this_file(&problems[0], 1);
}

#[tokio::test]
async fn contradictory_options_of_a_namespace_are_named() {
    let problems = problems_of(GatewayApp::builder().only::<(Strict, Loose, Silent)>()).await;
    assert_eq!(problems.len(), 2, "{problems:#?}");
    assert!(problems[0].contains("`ordering`") && problems[1].contains("`max_in_flight`"));
    for problem in &problems {
        names_this_file(problem, 2);
    }
    GatewayApp::builder()
        .only::<(Strict, Silent)>()
        .build()
        .await
        .expect("no contradiction");
}

#[tokio::test]
async fn gateways_of_a_namespace_agree_on_unknown_events() {
    let builder = GatewayApp::builder().only::<(Ignoring, Answering, Undecided)>();
    let problems = problems_of(builder).await;
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert!(problems[0].contains("in `ignore_unknown_events`"));
    names_this_file(&problems[0], 2);
    GatewayApp::builder()
        .only::<(Ignoring, AlsoIgnoring, Undecided)>()
        .build()
        .await
        .expect("no contradiction");
}

#[tokio::test]
async fn a_second_hook_of_a_kind_in_another_block_is_named() {
    let problems = problems_of(GatewayApp::builder().only::<(TwoBlocks,)>()).await;
    assert_eq!(problems.len(), 1, "{problems:#?}");
    names_this_file(&problems[0], 2);
    assert!(problems[0].contains("`one`") && problems[0].contains("`two`"));
}

#[tokio::test]
async fn two_instances_of_one_gateway_are_refused() {
    let builder = GatewayApp::builder()
        .only::<(Silent,)>()
        .gateway(Silent)
        .gateway(Silent);
    assert_eq!(problems_of(builder).await.len(), 1);
    let builder = GatewayApp::builder().only::<(Silent,)>().gateway(Loose);
    let problems = problems_of(builder).await;
    assert!(
        problems[0].contains("`Loose` is not in the app"),
        "{problems:#?}"
    );
}

#[tokio::test]
async fn a_server_of_a_gateway_that_is_not_in_the_app_is_named() {
    let builder = GatewayApp::builder().only::<(Silent,)>();
    let _server = builder.server::<Loose>();
    let problems = problems_of(builder).await;
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert!(problems[0].starts_with("a `Server<Loose>` was asked for ("));
    names_this_file(&problems[0], 1);
}

#[tokio::test]
async fn two_listeners_of_a_gateway_for_one_server_event_are_named() {
    let problems = problems_of(GatewayApp::builder().only::<(ToldTwice, ToldOnce)>()).await;
    let [problem] = &problems[..] else {
        panic!("{problems:#?}");
    };
    names_this_file(problem, 2);
    assert!(
        problem.starts_with(
            "`ToldTwice` has 2 methods marked `#[on_server_event(\"changed\")]`: `one` ("
        ),
        "{problem}"
    );
}
