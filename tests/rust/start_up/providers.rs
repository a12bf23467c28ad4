//! What gateways and their methods need of the app, and were not given.

use gateway_runtime::{Requirements, prelude::*};

use super::{names_this_file, problems_of};

#[derive(Clone)]
struct Mailer;

#[websocket_gateway]
#[allow(dead_code, reason = "only its fields' providers matter")]
pub(super) struct NeedsTwo {
    #[inject]
    mailer: Arc<Mailer>,
    #[inject]
    retries: u8,
}

/// What its methods need of the app.
#[websocket_gateway(namespace = "needs/{room}")]
struct MethodsNeed;

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

/// A parameter that says what it needs.
struct Account;

impl FromSocket for Account {
    fn from_socket(socket: &Socket) -> Result<Self, WsError> {
        let _: Option<Arc<Mailer>> = socket.provider();
        Ok(Self)
    }

    fn require(requirements: &mut Requirements<'_>) {
        requirements.provider::<Arc<Mailer>>();
    }
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
        .map(|problem| problem.split("providers.rs:").nth(1))
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
