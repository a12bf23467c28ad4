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

/// What each connection has, made of what the app lacks.
#[injectable]
#[allow(dead_code, reason = "only its fields' providers matter")]
struct Cart {
    #[inject]
    mailer: Arc<Mailer>,
    #[default = never_made()]
    made: (),
    #[inject]
    retries: u8,
}

#[expect(clippy::panic, reason = "nothing is made at the start")]
fn never_made() {
    panic!("a cart was made");
}

#[guard]
fn takes_a_cart(#[per_connection] _cart: Arc<Cart>) -> bool {
    true
}

/// Takes carts in several places.
#[websocket_gateway(namespace = "carts")]
#[use_guards(takes_a_cart)]
struct Carts;

#[websocket_gateway]
impl Carts {
    #[subscribe_message("one")]
    fn one(&self, #[per_connection] _cart: Arc<Cart>) {}

    #[subscribe_message("two")]
    fn two(&self, #[per_connection] _cart: Arc<Cart>, #[inject] _retries: u8) {}

    #[on_gateway_disconnect]
    fn left(&self, #[per_connection] _cart: Arc<Cart>) {}
}

#[tokio::test]
async fn what_is_made_per_connection_is_named_with_its_field_and_one_parameter() {
    let problems = problems_of(GatewayApp::builder().only::<(Carts,)>()).await;
    let carts: Vec<_> = problems
        .iter()
        .filter(|problem| problem.contains("takes a `Cart` per connection"))
        .collect();
    assert!(
        carts.iter().any(|problem| {
            problem.starts_with("`Carts::one` (")
                && problem.contains("`Cart` needs `Arc<Mailer>` for its field `mailer` (")
        }),
        "{problems:#?}"
    );
    // Each field once for the methods, and once for the enhancers.
    assert_eq!(carts.len(), 4, "{problems:#?}");
    for problem in carts {
        names_this_file(problem, 2);
        assert!(problem.contains(".provide("), "{problem}");
    }
}

#[tokio::test]
async fn with_its_providers_nothing_is_made_at_the_start() {
    let builder = GatewayApp::builder().only::<(Carts,)>();
    let app = builder
        .provide(Arc::new(Mailer))
        .provide(3_u8)
        .build()
        .await;
    assert!(app.is_ok());
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
    assert!(problems[0].starts_with("`NeedsTwo` needs `Arc<Mailer>` for its field `mailer` ("));
    assert!(problems[1].starts_with("`NeedsTwo` needs `u8` for its field `retries` ("));
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
    assert!(
        problems[0].ends_with("`Mailer` was provided: wrap it, `.provide(Arc::new(..))`"),
        "{problems:#?}"
    );
}

trait Repository: Send + Sync {}

struct Memory;

impl Repository for Memory {}

#[websocket_gateway]
#[allow(dead_code, reason = "only its fields' providers matter")]
struct NeedsTrait {
    #[inject]
    repository: Arc<dyn Repository>,
}

#[tokio::test]
async fn what_is_nearly_the_provider_is_named_with_the_remedy() {
    let builder = || GatewayApp::builder().only::<(NeedsTrait,)>();
    let problems = problems_of(builder().provide(Arc::new(Memory)).provide(1_u8)).await;
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert!(
        problems[0].starts_with("`NeedsTrait` needs `Arc<dyn Repository>` for its field `repository` (")
            && problems[0].ends_with(
                "which was not provided; `Arc<Memory>` was provided: if that is the one, provide it as this \
                 type, `.provide(value as Arc<dyn Repository>)`"
            ),
        "{problems:#?}"
    );
    let value = Arc::new(Memory);
    let app = builder().provide(value as Arc<dyn Repository>).build();
    app.await.expect("the remedy helps");

    let problems = problems_of(builder().provide(1_u8).provide(Mailer)).await;
    assert!(
        problems[0].ends_with(
            "add `.provide(..)` with a value of exactly this type (`Mailer` and `u8` were provided)"
        ),
        "{problems:#?}"
    );
}

#[websocket_gateway(namespace = "chat")]
struct Chat;

/// Sends to the clients of another gateway.
#[websocket_gateway(namespace = "admin")]
struct Admin {
    #[inject]
    chat: Server<Chat>,
}

#[websocket_gateway]
impl Admin {
    #[on_gateway_init]
    fn started(&self, #[inject] chat: Server<Chat>, Inject(own): Inject<Server<Admin>>) {
        assert_eq!(chat.namespace(), Some("/chat"));
        assert_eq!(own.namespace(), Some("/admin"));
    }
}

#[websocket_gateway(namespace = "untyped")]
#[allow(dead_code, reason = "only its fields' providers matter")]
struct Untyped {
    #[inject]
    server: Server,
}

#[tokio::test]
async fn the_server_of_another_gateway_is_there_to_be_injected() {
    let app = GatewayApp::builder().only::<(Admin, Chat)>().build();
    let app = app.await.expect("complete");
    let chat = &app.gateway::<Admin>().chat;
    assert_eq!(chat.namespace(), Some("/chat"));
    chat.emit("event", &1).await.expect("the app runs");

    let problems = problems_of(GatewayApp::builder().only::<(Admin,)>()).await;
    assert_eq!(
        problems.len(),
        2,
        "the field and the parameter: {problems:#?}"
    );
    for problem in &problems {
        assert!(
            problem.contains("needs `Server<Chat>`")
                && problem.ends_with("`Chat` is not in the app; add it to `only`"),
            "{problem}"
        );
    }
    let problems = problems_of(GatewayApp::builder().only::<(Untyped,)>()).await;
    assert!(
        problems[0]
            .contains("a `Server` without a type is no gateway's: write `Server<TheGateway>`"),
        "{problems:#?}"
    );
}

#[tokio::test]
async fn what_methods_need_is_named_with_its_place() {
    let problems = problems_of(GatewayApp::builder().only::<(MethodsNeed,)>()).await;
    for (method, what) in [
        ("event", "needs `u16`, which was not provided"),
        ("event", "needs `u8`, which was not provided"),
        ("event", "needs the namespace parameter `table`"),
        (
            "own_extractor",
            "needs `Arc<Mailer>`, which was not provided",
        ),
        ("init", "needs `u32`, which was not provided"),
        ("left", "needs `u128`, which was not provided"),
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
