//! Guarantee 12: whatever is wrong with the declarations is one error that names every problem, with
//! file and line. And guarantee 1: init hooks complete before the app exists.

use std::sync::atomic::{AtomicBool, Ordering};

use gateway_runtime::prelude::*;

#[derive(Clone)]
struct Mailer;

#[websocket_gateway]
#[allow(dead_code, reason = "only its fields' providers matter")]
struct NeedsTwo {
    #[inject]
    mailer: Arc<Mailer>,
    #[inject]
    retries: u8,
}

#[websocket_gateway(namespace = "clash")]
struct First;

#[websocket_gateway]
impl First {
    #[subscribe_message("same", "other")]
    fn first(&self) {}

    #[subscribe_message(fallback)]
    fn rest(&self) {}
}

#[websocket_gateway(namespace = "/clash", rename_all = "kebab-case")]
struct Second;

#[websocket_gateway]
impl Second {
    #[subscribe_message]
    fn same(&self) {}

    #[subscribe_message(fallback)]
    fn rest(&self) {}
}

#[websocket_gateway(namespace = "options", ordering = "sequential", max_in_flight = 1)]
struct Strict;

#[websocket_gateway(namespace = "options", ordering = "start", max_in_flight = 2)]
struct Loose;

#[websocket_gateway(namespace = "options")]
struct Silent;

#[websocket_gateway(namespace = "hooks")]
struct TwoBlocks;

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

#[websocket_gateway(namespace = "reserved", rename_all = "camelCase")]
struct Reserved;

#[websocket_gateway]
impl Reserved {
    #[subscribe_message]
    fn new_listener(&self) {}
}

#[websocket_gateway(namespace = "init")]
struct Slow {
    ready: AtomicBool,
}

#[websocket_gateway]
impl Slow {
    #[on_gateway_init]
    async fn get_ready(&self, server: Server<Slow>) -> Result<(), EmitError> {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        // The handle works by now, though nobody can be connected.
        server.emit("ready", &()).await?;
        self.ready.store(true, Ordering::SeqCst);
        Ok(())
    }
}

#[websocket_gateway(namespace = "fails")]
struct Fails;

#[websocket_gateway]
impl Fails {
    #[on_gateway_init]
    fn fail(&self) -> Result<(), std::io::Error> {
        Err(std::io::Error::other("the disk is gone"))
    }
}

#[websocket_gateway(namespace = "panics")]
struct Panics;

#[websocket_gateway]
impl Panics {
    #[on_gateway_init]
    #[expect(clippy::panic, reason = "that it panics is the point")]
    fn fail(&self) {
        panic!("out of luck");
    }
}

/// What its methods need of the app.
#[websocket_gateway(namespace = "needs/{room}")]
struct MethodsNeed;

/// A parameter that says what it needs.
struct Account;

impl FromSocket for Account {
    fn from_socket(socket: &Socket) -> Result<Self, WsError> {
        let _: Option<Arc<Mailer>> = socket.provider();
        Ok(Self)
    }

    fn require(requirements: &mut gateway_runtime::Requirements<'_>) {
        requirements.provider::<Arc<Mailer>>();
    }
}

#[websocket_gateway]
impl MethodsNeed {
    #[subscribe_message("one", "two")]
    fn event(&self, Inject(_): Inject<u16>, #[inject] _retries: u8, #[param] _table: u32) {}

    #[subscribe_message("three")]
    fn own_extractor(&self, _account: Account, #[param] room: String) -> String {
        room
    }

    #[on_gateway_init]
    fn init(&self, #[inject] _at_start: u32) {}

    #[on_gateway_connection]
    fn joined(&self, _account: Option<Inject<u64>>, #[param("room")] _name: String) {}

    #[on_gateway_disconnect]
    fn left(&self, #[inject] _at_end: u128) {}
}

#[expect(
    clippy::expect_used,
    reason = "clippy does not see that this file is a test"
)]
async fn problems_of(builder: gateway_runtime::GatewayAppBuilder) -> Vec<String> {
    builder
        .build()
        .await
        .expect_err("it cannot start")
        .problems()
        .to_vec()
}

/// That `problem` names this file with some line, as often as `times`.
fn names_this_file(problem: &str, times: usize) {
    let places = problem.matches("start_up.rs:").count();
    assert_eq!(places, times, "{problem}");
}

#[tokio::test]
async fn every_missing_provider_is_named_with_its_field() {
    let problems = problems_of(GatewayApp::builder().only::<(NeedsTwo,)>()).await;
    assert_eq!(problems.len(), 2, "{problems:#?}");
    assert!(problems[0].starts_with("`NeedsTwo` needs a `Arc<Mailer>` for its field `mailer` ("));
    assert!(problems[1].starts_with("`NeedsTwo` needs a `u8` for its field `retries` ("));
    for problem in &problems {
        names_this_file(problem, 1);
        assert!(problem.contains(".provide("), "{problem}");
    }
    let lines: Vec<_> = problems
        .iter()
        .map(|problem| problem.split("start_up.rs:").nth(1))
        .collect();
    assert_ne!(lines[0], lines[1], "each field has its own line");
}

#[tokio::test]
async fn a_provider_is_found_by_its_exact_type() {
    let builder = GatewayApp::builder().only::<(NeedsTwo,)>();
    let app = builder
        .provide(Arc::new(Mailer))
        .provide(3_u8)
        .build()
        .await
        .expect("complete");
    assert_eq!(app.gateway::<NeedsTwo>().retries, 3);
    // `Mailer` is not `Arc<Mailer>`.
    let builder = GatewayApp::builder().only::<(NeedsTwo,)>();
    let problems = problems_of(builder.provide(Mailer).provide(3_u8)).await;
    assert_eq!(problems.len(), 1, "{problems:#?}");
}

#[tokio::test]
async fn what_methods_need_is_named_with_its_place() {
    let problems = problems_of(GatewayApp::builder().only::<(MethodsNeed,)>()).await;
    for (method, what) in [
        ("event", "needs a `u16`, and none was provided"),
        ("event", "needs a `u8`, and none was provided"),
        ("event", "needs the namespace parameter `table`"),
        (
            "own_extractor",
            "needs a `Arc<Mailer>`, and none was provided",
        ),
        ("init", "needs a `u32`, and none was provided"),
        ("left", "needs a `u128`, and none was provided"),
    ] {
        let found: Vec<_> = problems
            .iter()
            .filter(|problem| problem.contains(what))
            .collect();
        assert_eq!(found.len(), 1, "{what}: {problems:#?}");
        assert!(found[0].starts_with(&format!("`MethodsNeed::{method}` (")));
        names_this_file(found[0], if what.contains("parameter") { 2 } else { 1 });
    }
    // `Option<Inject<u64>>` needs nothing.
    assert_eq!(problems.len(), 6, "{problems:#?}");

    let app = GatewayApp::builder()
        .only::<(MethodsNeed,)>()
        .provide(1_u16)
        .provide(1_u8)
        .provide(Arc::new(Mailer))
        .provide(1_u32)
        .provide(1_u128);
    let problems = problems_of(app).await;
    assert_eq!(problems.len(), 1, "{problems:#?}");
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
async fn a_second_hook_of_a_kind_in_another_block_is_named() {
    let problems = problems_of(GatewayApp::builder().only::<(TwoBlocks,)>()).await;
    assert_eq!(problems.len(), 1, "{problems:#?}");
    names_this_file(&problems[0], 2);
    assert!(problems[0].contains("`one`") && problems[0].contains("`two`"));
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
async fn all_problems_of_the_declarations_come_at_once() {
    let builder =
        GatewayApp::builder().only::<(NeedsTwo, First, Second, Strict, Loose, TwoBlocks)>();
    let error = builder.build().await.expect_err("it cannot start");
    assert_eq!(error.problems().len(), 7, "{error}");
    assert!(
        error
            .to_string()
            .starts_with("the gateways cannot be started: 7 problems\n  1. ")
    );
    assert_eq!(
        format!("{error:?}"),
        error.to_string(),
        "`main` prints it readably"
    );
}

#[tokio::test]
async fn options_that_no_client_could_live_with_come_at_once() {
    use std::time::Duration;

    let builder = || GatewayApp::builder().only::<(Silent,)>();
    let nothing = builder()
        .ping_interval(Duration::ZERO)
        .ping_timeout(Duration::from_micros(999))
        .connect_timeout(Duration::ZERO)
        .max_attachments(0)
        .max_waiting_answers(0)
        .max_dynamic_namespaces(0)
        .max_dynamic_namespaces_per_connection(0)
        .request_head_timeout(Duration::ZERO)
        .request_body_timeout(Duration::ZERO);
    let error = nothing.build().await.expect_err("it cannot start");
    assert!(
        error
            .to_string()
            .starts_with("the options cannot be used: 9 problems"),
        "{error}"
    );
    for (problem, option) in error.problems().iter().zip([
        "`ping_interval`",
        "`ping_timeout`",
        "`connect_timeout`",
        "`max_attachments`",
        "`max_waiting_answers`",
        "`request_head_timeout`",
        "`request_body_timeout`",
        "`max_dynamic_namespaces`",
        "`max_dynamic_namespaces_per_connection`",
    ]) {
        assert!(problem.starts_with(option), "{problem}");
    }

    let for_ever = builder()
        .ping_interval(Duration::MAX)
        .ping_timeout(Duration::MAX);
    let problems = problems_of(for_ever).await;
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert!(problems[0].contains("less than 24 days"), "{problems:#?}");

    let patient = builder()
        .ping_interval(Duration::from_millis(1))
        .ping_timeout(Duration::from_hours(23 * 24))
        .connect_timeout(Duration::MAX)
        .max_attachments(usize::MAX)
        .max_waiting_answers(usize::MAX)
        .max_dynamic_namespaces_per_connection(usize::MAX);
    patient.build().await.expect("starts");
}

#[tokio::test]
async fn init_hooks_have_completed_when_the_app_exists() {
    let app = GatewayApp::builder()
        .only::<(Slow,)>()
        .build()
        .await
        .expect("starts");
    assert!(app.gateway::<Slow>().ready.load(Ordering::SeqCst));
}

#[tokio::test]
async fn an_error_or_a_panic_of_an_init_hook_stops_the_start_up() {
    let problems = problems_of(GatewayApp::builder().only::<(Fails,)>()).await;
    assert!(
        problems[0].starts_with("`Fails::fail` (") && problems[0].ends_with("the disk is gone")
    );
    let problems = problems_of(GatewayApp::builder().only::<(Panics,)>()).await;
    assert!(problems[0].starts_with("`Panics::fail` (") && problems[0].ends_with("out of luck"));
}

#[tokio::test]
async fn a_port_in_use_is_named() {
    let taken = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a free port");
    let address = taken.local_addr().expect("bound").to_string();
    let app = GatewayApp::builder()
        .only::<(Silent,)>()
        .build()
        .await
        .expect("starts");
    let error = app.bind(address.clone()).await.expect_err("it is in use");
    assert!(error.to_string().contains(&address), "{error}");
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
